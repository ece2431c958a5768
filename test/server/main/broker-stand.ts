import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { BrokerPort } from '../../../server/src/calls/broker-port.js';
import { createSeal } from '../../../server/src/calls/broker-tickets.js';
import { remoteBroker, type RemoteBroker } from '../../../server/src/calls/remote-broker.js';
import { type Program, startProgram, untilReady } from '../../e2e/support/program.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { PORTAL } from './server-program.js';

export const SECRET = 'a secret of thirty-two characters';

/** A broker that runs alone, and what a server with the same secret has of it. */
export interface Standing {
  readonly program: Program;
  readonly origin: string;
  /** What the server has of it. */
  readonly port: RemoteBroker;
  readonly warned: unknown[];
  /** What it wants to do later. */
  readonly waiting: (() => void)[];
}

/** The brokers of a test, each a process. */
export interface BrokerStand {
  /** Writes a secret to a file; answers where. */
  secretFile(text?: string): string;
  run(env: Record<string, string>): Program;
  /** Starts a broker, on the port of a former one where given, and waits until it is ready. */
  stand(on?: number, env?: Record<string, string>): Promise<Standing>;
  close(): Promise<void>;
}

/** @param folder - For the secrets. */
export function openBrokerStand(file: string, folder: string): BrokerStand {
  const programs: Program[] = [];
  const stand: BrokerStand = {
    secretFile(text = SECRET) {
      const path = join(folder, 'broker.secret');
      writeFileSync(path, `${text}\n`);
      return path;
    },
    run(env) {
      const program = startProgram(file, { CONSULT_ORIGINS: PORTAL, ...env });
      programs.push(program);
      return program;
    },
    async stand(on, env = {}) {
      const listens = on ?? (await freePort());
      const origin = `http://127.0.0.1:${listens}`;
      const address = `${origin}/v1/broker/`;
      const program = stand.run({
        CONSULT_PORT: String(listens),
        CONSULT_BROKER_URL: address,
        CONSULT_BROKER_SECRET_FILE: stand.secretFile(),
        ...env,
      });
      await untilReady(`${origin}/healthz`, program);
      const warned: unknown[] = [];
      const waiting: (() => void)[] = [];
      const port = remoteBroker({
        seal: createSeal(Buffer.from(SECRET)),
        address,
        log: { info: () => undefined, warn: (fields) => void warned.push(fields), error: () => undefined },
        now: () => Date.now(),
        later: (run) => void waiting.push(run),
      });
      return { program, origin, port, warned, waiting };
    },
    async close() {
      for (const program of programs) await program.kill();
    },
  };
  return stand;
}

/** What a page has of its place. */
export interface Entry {
  readonly broker: string;
  readonly peer: string;
  readonly ticket: string;
}

/** Where a page of the portal knocks with its ticket. */
export function placeOf({ broker, peer, ticket }: Entry): URL {
  const url = new URL('peerjs', broker.replace('http', 'ws'));
  url.search = String(new URLSearchParams({ key: 'peerjs', id: peer, token: ticket }));
  return url;
}

/** Goes in, and waits until the broker has said so. */
export async function goIn(entry: Entry) {
  const url = placeOf(entry);
  const socket = new WebSocket(url, { origin: PORTAL });
  const heard: { type: string }[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as { type: string }));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(([code]) => code as number);
  await eventually(() => expect(heard).to.deep.equal([{ type: 'OPEN' }]));
  return { socket, heard, closed, token: entry.ticket, url };
}

/** One side of a call goes in with a ticket of `port`. */
export async function enter(
  { port }: { readonly port: BrokerPort },
  call: string,
  side: 'doctor' | 'patient',
) {
  const peer = `${call}-${side}`;
  const partner = `${call}-${side === 'doctor' ? 'patient' : 'doctor'}`;
  const ticket = port.issue({ call, peer, partner, side, expiresAt: Date.now() + 30_000 });
  return { ...(await goIn({ broker: port.address, peer, ticket })), peer, partner };
}

export const offerTo = (dst: string) =>
  JSON.stringify({
    type: 'OFFER',
    dst,
    payload: { type: 'media', connectionId: 'mc_1', sdp: { type: 'offer', sdp: 'v=0' } },
  });

/** The status of a refusal before the WebSocket opens. */
export async function refused(url: URL) {
  const socket = new WebSocket(url, { origin: PORTAL });
  socket.on('error', () => undefined);
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.terminate();
  return answer.statusCode;
}
