import {
  ConsultError,
  isSameConclusion,
  problemsOfConclusion,
  refusalToConclude,
  refusalToCorrect,
  refusalToLead,
  refusalToOpenDocuments,
  type Conclusion,
  type ConclusionContent,
} from '@consult/core';
import type { ChatView, ConclusionCopy, ConclusionDraft } from '@consult/core/wire';
import { seen, announce, type Asked, type ChatDeps } from '../chats/chat-service.js';
import type { Access, ChatRule, Move } from '../chats/chat-store.js';
import type { Deps } from '../deps.js';
import { newPlace, release } from '../files/byte-store.js';
import type { ConclusionHead } from './conclusion-sheet.js';
import type { ConclusionDocument, ConclusionRule, GivenConclusion } from './conclusion-store.js';

/** What the services of conclusions need. */
export type ConclusionDeps = ChatDeps & Pick<Deps, 'bytes' | 'renderConclusion' | 'signer'>;

/** How often a document is made anew because another version was given meanwhile. */
const TRIES = 5;

const COMPLETING: Move = { state: 'completed', outcome: 'conclusion', note: 'completed', reason: null };

/** The doctor ends the consultation with a conclusion. The same key again is the first one's result. */
export async function concludeConsultation(
  deps: ConclusionDeps,
  asked: Asked,
  draft: ConclusionDraft,
): Promise<ChatView> {
  const given = await give(deps, asked, draft, COMPLETING, (chat, standing, { underKey }) => {
    const refusal = refusalToLead(standing);
    if (refusal) return refusal;
    return underKey ? retried(underKey, draft.content) : refusalToConclude(chat, draft.content);
  });
  return seen(deps, given.chat);
}

/** The doctor corrects a conclusion that was given: a further version, in the place of the first. */
export async function correctConclusion(
  deps: ConclusionDeps,
  asked: Asked,
  draft: ConclusionDraft,
): Promise<Conclusion> {
  const given = await give(deps, asked, draft, null, (chat, standing, { author, underKey }) => {
    if (underKey && !refusalToLead(standing)) return retried(underKey, draft.content);
    const { outcome, startsAt } = chat;
    return refusalToCorrect({ outcome, author, startsAt }, asked.actor.person, standing, draft.content);
  });
  return given.entry;
}

/** The document as it would be, marked as a draft; nothing is kept. */
export async function previewConclusion(
  deps: ConclusionDeps,
  asked: Asked,
  content: ConclusionContent,
): Promise<Uint8Array> {
  const access = { ...asked, now: deps.now() };
  const head = await deps.stores.conclusions.headOfPreview(
    access,
    ({ startsAt }, standing) =>
      refusalToLead(standing) ??
      (problemsOfConclusion(content, startsAt).length ? 'conclusion-incomplete' : undefined),
  );
  const signedBy = deps.signer?.signedBy ?? null;
  return deps.renderConclusion({ ...head, content, at: access.now, signedBy, draft: true });
}

/** What the version in force says, for the doctor who is about to correct it. */
export async function readConclusion({ stores, now }: ConclusionDeps, asked: Asked): Promise<ConclusionCopy> {
  const found = await stores.conclusions.newest({ ...asked, now: now() }, (_, standing) =>
    refusalToLead(standing),
  );
  return { epoch: stores.epoch, ...found };
}

/** One version's document: its bytes and their number. */
export async function openConclusion(
  { stores, bytes, now }: ConclusionDeps,
  asked: Asked,
  version: number,
): Promise<{ size: number; stream: ReadableStream<Uint8Array> }> {
  const mayOpen: ChatRule = (_, standing) => refusalToOpenDocuments(standing);
  const { place, size } = await stores.conclusions.document({ ...asked, now: now() }, version, mayOpen);
  const stream = await bytes.read(place);
  if (!stream) throw new Error('a conclusion without its document');
  return { size, stream };
}

/** A key that is known stands for what was given under it, and for nothing else. */
const retried = (kept: ConclusionContent, content: ConclusionContent) =>
  isSameConclusion(kept, content) ? 'done' : 'key-reused';

/**
 * Makes the document, puts its bytes away and gives the version. In this order a crash leaves at most bytes that nobody
 * speaks of, which the sweep removes, and never a conclusion without its document.
 */
async function give(
  deps: ConclusionDeps,
  asked: Asked,
  { key, content }: ConclusionDraft,
  move: Move | null,
  rule: ConclusionRule,
): Promise<GivenConclusion> {
  const { stores } = deps;
  for (let tries = 0; tries < TRIES; tries++) {
    const access = { ...asked, now: deps.now() };
    const head = await stores.conclusions.head(access, key, rule);
    if ('chat' in head) return head;

    const document = await makeDocument(deps, access, head, content);
    const draft = { key, content, version: head.version, document };
    const given = await stores.conclusions.give(access, draft, move, rule).finally(async () => {
      // Refused, or another version was quicker: then no row speaks of these bytes. One that failed may be kept all the same.
      await release(deps.bytes, await stores.files.unknownPlaces([document.place]));
    });
    if (given === 'stale') continue;
    announce(deps, given.change);
    return given;
  }
  throw new ConsultError('unavailable');
}

async function makeDocument(
  { bytes, newId, renderConclusion, signer }: ConclusionDeps,
  { now }: Access,
  head: ConclusionHead,
  content: ConclusionContent,
): Promise<ConclusionDocument> {
  const signedBy = signer?.signedBy ?? null;
  const pdf = await renderConclusion({ ...head, content, at: now, signedBy, draft: false });
  const place = newPlace(newId);
  const written = await bytes.write(place, only(signer ? await signer.sign(pdf) : pdf));
  return { place, signedBy, ...written };
}

async function* only(bytes: Uint8Array) {
  yield bytes;
}
