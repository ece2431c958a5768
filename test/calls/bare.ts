import type { Page } from 'puppeteer-core';

/** What the street's own tests talk with: a connection of the browser's and nothing of ours, without any signalling server. */
interface Bare {
  pc?: RTCPeerConnection;
  errors?: string[];
}

/** Opens a connection that sends the fake camera; answers the offer with all its candidates, or what answers `offer`. */
export const openBare = (
  page: Page,
  config: RTCConfiguration,
  offer?: RTCSessionDescriptionInit,
): Promise<RTCSessionDescriptionInit> =>
  page.evaluate(
    async (configuration, given) => {
      const bare = globalThis as Bare;
      const pc = (bare.pc = new RTCPeerConnection(configuration));
      const errors: string[] = (bare.errors = []);
      pc.addEventListener('icecandidateerror', ({ errorCode }) => errors.push(String(errorCode)));
      const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
      if (given) await pc.setRemoteDescription(given);
      for (const track of stream.getTracks()) pc.addTrack(track, stream);
      await pc.setLocalDescription();
      // A refused TURN server would keep the gathering waiting for the next one of its addresses.
      const patience = new Promise((resolve) => setTimeout(resolve, 3000));
      const gathered = new Promise<void>((resolve) => {
        const look = () => pc.iceGatheringState === 'complete' && resolve();
        pc.addEventListener('icegatheringstatechange', look);
        look();
      });
      await Promise.race([gathered, patience]);
      return pc.localDescription!.toJSON() as RTCSessionDescriptionInit;
    },
    config,
    offer,
  );

export const answerBare = (page: Page, answer: RTCSessionDescriptionInit): Promise<void> =>
  page.evaluate((given) => (globalThis as Bare).pc!.setRemoteDescription(given), answer);

/** What arrives on the page's connection now, and over what path. */
export const pathOf = (
  page: Page,
): Promise<{ frames: number; local?: string; remote?: string; protocol?: string; errors: string[] }> =>
  page.evaluate(async () => {
    const { pc, errors = [] } = globalThis as Bare;
    const report = [...((await pc!.getStats()) as Map<string, Record<string, unknown>>).values()];
    const find = (id: unknown) => report.find((one) => one.id === id);
    const pair = find(report.find((one) => one.type === 'transport')?.selectedCandidatePairId);
    const local = find(pair?.localCandidateId);
    const frames = report.find((one) => one.type === 'inbound-rtp' && one.kind === 'video')?.framesDecoded;
    return {
      frames: Number(frames ?? 0),
      local: local?.candidateType as string | undefined,
      remote: find(pair?.remoteCandidateId)?.candidateType as string | undefined,
      protocol: (local?.relayProtocol ?? local?.protocol) as string | undefined,
      errors,
    };
  });

/** Connects two pages, the offer and the answer carried by hand. */
export async function connectBare(one: Page, other: Page, config: RTCConfiguration): Promise<void> {
  const offer = await openBare(one, config);
  await answerBare(one, await openBare(other, config, offer));
}
