import {
  ERASURE_TERM,
  refusalToErase,
  refusalToOwnData,
  refusalToSeeErasures,
  type Actor,
} from '@consult/core';
import type {
  Erasures,
  ErasuresQuery,
  ErasureView,
  OwnAccessesPage,
  OwnAccessesQuery,
} from '@consult/core/wire';
import type { Deps } from '../deps.js';
import { release } from '../files/byte-store.js';
import { streamOf } from '../records/streams.js';
import type { OwnPlace } from './own-data-store.js';
import { ownDataJson } from './own-export.js';
import { tellUnscrubbed } from './scrubbing.js';

/** What the services of one's own data need. */
export type OwnDataDeps = Pick<Deps, 'stores' | 'bytes' | 'limiter' | 'now' | 'newId' | 'log'>;

/** So many rows are read at once: others get their turn after each page. */
const PAGE = 200;

const ownRule = (actor: Actor) => (facts: { readonly speaksFor: boolean }) => refusalToOwnData(actor, facts);

/** Who has looked into all that is kept of a patient, a page at a time. */
export async function readOwnAccesses(
  { stores, now }: OwnDataDeps,
  actor: Actor,
  { patient = actor.person, ...page }: OwnAccessesQuery,
): Promise<OwnAccessesPage> {
  const at = now();
  const found = await stores.ownData.accesses(actor, patient, page, at, ownRule(actor));
  return { epoch: stores.epoch, now: at, ...found };
}

/**
 * All that is kept of a patient, as JSON that is made while it is read: neither the memory nor the turns of others depend
 * on how much it is. Whoever loses the right to it on the way gets no whole file.
 */
export async function exportOwnData(
  deps: OwnDataDeps,
  actor: Actor,
  patient = actor.person,
): Promise<ReadableStream<Uint8Array>> {
  const { stores, now } = deps;
  const exportedAt = now();
  const kinds = await stores.ownData.beginExport(actor, patient, exportedAt, ownRule(actor));
  const about = { format: 'consult-person', version: 1, epoch: stores.epoch, exportedAt } as const;
  const pages = kinds.map((kind) => ({ kind, pages: pagesOf(deps, actor, patient, kind) }));
  return streamOf(ownDataJson(about, pages));
}

async function* pagesOf({ stores, now }: OwnDataDeps, actor: Actor, patient: string, kind: string) {
  let after: OwnPlace | null = [0, 0];
  while (after) {
    const page = { kind, after, limit: PAGE };
    const { rows, last } = await stores.ownData.exportRows(actor, patient, page, now(), ownRule(actor));
    yield rows;
    after = rows.length < PAGE ? null : last;
  }
}

/** Asks to destroy what need not be kept. */
export async function askErasure(
  { stores, now, newId }: Pick<OwnDataDeps, 'stores' | 'now' | 'newId'>,
  actor: Actor,
  patient = actor.person,
): Promise<ErasureView> {
  const at = now();
  const wish = { id: newId('erasure'), patient, dueAt: at + ERASURE_TERM };
  return stores.ownData.ask(actor, wish, at, ownRule(actor));
}

/** What has come of one's own wishes. */
export async function readOwnErasures(
  { stores, now }: OwnDataDeps,
  actor: Actor,
  patient = actor.person,
): Promise<Erasures> {
  const at = now();
  return { now: at, erasures: await stores.ownData.ofPatient(actor, patient, at, ownRule(actor)) };
}

/** What waits for the administrators, or what they have done. */
export async function readErasures(
  { stores, now }: OwnDataDeps,
  actor: Actor,
  { state }: ErasuresQuery,
): Promise<Erasures> {
  const at = now();
  const erasures = await stores.ownData.all(
    state,
    at,
    () => refusalToSeeErasures(actor),
    (known) => refusalToErase(actor, known),
  );
  return { now: at, erasures };
}

/** One administrator approves; another one thereby has it done. */
export async function approveErasure(deps: OwnDataDeps, actor: Actor, id: string): Promise<ErasureView> {
  const { erasure, free, scrubbed } = await deps.stores.ownData.approve(actor, id, deps.now(), (known) =>
    refusalToErase(actor, known),
  );
  await release(deps.bytes, free);
  if (scrubbed === false) tellUnscrubbed(deps);
  return erasure;
}
