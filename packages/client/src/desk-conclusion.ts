import {
  entryKey,
  ID_BYTES,
  isSameConclusion,
  problemsOfConclusion,
  refuseIf,
  type ConclusionContent,
} from '@consult/core';
import { CONCLUSION } from './chat-verbs.js';
import type { ConclusionCopy, ConclusionDraft } from '@consult/core/wire';
import type { Client } from './contracts.js';
import type { DeskHandle } from './desk-contracts.js';
import { conclusionOf } from './drafts.js';
import { createHold } from './hold.js';
import { keptText } from './kept-text.js';

/** What a doctor does with a conclusion. */
export type DeskConclusion = Pick<
  DeskHandle,
  | 'conclude'
  | 'correct'
  | 'preview'
  | 'conclusion'
  | 'takeConclusion'
  | 'leaveConclusion'
  | 'conclusionDraft'
  | 'keepConclusionDraft'
>;

/** The conclusion of one consultation. `onTold` is called when the server has been told, whatever it answers. */
export function createDeskConclusion(
  client: Client,
  chatId: string,
  path: string,
  onTold: () => void,
): DeskConclusion {
  /** What was typed, with the key it was sent under, if it was. */
  let attempt: ConclusionDraft | undefined;
  /** Writings of it that have not ended, or have failed. */
  let unkept = 0;
  const text = keptText(client, conclusionOf(chatId));
  const hold = createHold(`consult:conclusion:${chatId}`);

  /** What is kept may have been written by another tab since, unless what was typed here is still on its way. */
  const kept = async () => {
    if (!unkept) attempt = attemptOf(await text.read());
    return attempt;
  };

  /** The same words are the same command, however often it is sent and whatever was reloaded between. */
  async function give(content: ConclusionContent, send: (draft: ConclusionDraft) => Promise<unknown>) {
    refuseIf(problemsOfConclusion(content).length ? 'conclusion-incomplete' : undefined);
    const before = await kept().catch(() => attempt);
    if (!before?.key || !isSameConclusion(before.content, content))
      attempt = { key: entryKey(client.now(), crypto.getRandomValues(new Uint8Array(ID_BYTES))), content };
    await keep().catch(() => undefined); // it is sent all the same
    try {
      await send(attempt!);
      attempt = undefined;
      await keep().catch(() => undefined); // it would be sent under its old key at worst
    } finally {
      onTold();
    }
  }

  async function keep() {
    unkept++;
    await text.keep(attempt ? JSON.stringify(attempt) : '');
    unkept--;
  }

  return {
    conclude: (content) =>
      give(content, (draft) => client.call('POST', `${path}/complete`, { outcome: 'conclusion', ...draft })),
    correct: (content) => give(content, (draft) => client.call('POST', `${path}/conclusion`, draft)),
    preview: (content) => client.download(`${path}/conclusion/preview`, CONCLUSION, { content }),
    conclusion: async () => (await client.call<ConclusionCopy>('GET', `${path}/conclusion`)).content,
    takeConclusion: hold.take,
    leaveConclusion: hold.leave,
    conclusionDraft: async () => (await kept())?.content,
    async keepConclusionDraft(content) {
      if (!content) attempt = undefined;
      else if (!attempt || !isSameConclusion(attempt.content, content)) attempt = { key: '', content };
      await keep();
    },
  };
}

/** What lies in the storage may be of another version of ours. */
function attemptOf(text: string | undefined): ConclusionDraft | undefined {
  try {
    const { key, content } = JSON.parse(text ?? '') as Partial<ConclusionDraft>;
    if (typeof key !== 'string' || !content) return undefined;
    problemsOfConclusion(content); // whose fields are not all there throws
    return { key, content };
  } catch {
    return undefined;
  }
}
