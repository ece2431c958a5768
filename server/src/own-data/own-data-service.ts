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
  OwnData,
} from '@consult/core/wire';
import type { Deps } from '../deps.js';
import { release } from '../files/byte-store.js';

/** What the services of one's own data need. */
export type OwnDataDeps = Pick<Deps, 'stores' | 'bytes' | 'limiter' | 'now' | 'newId'>;

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

/** All that is kept of a patient. */
export async function exportOwnData(
  { stores, now }: OwnDataDeps,
  actor: Actor,
  patient = actor.person,
): Promise<OwnData> {
  const exportedAt = now();
  const data = await stores.ownData.export(actor, patient, exportedAt, ownRule(actor));
  return { format: 'consult-person', version: 1, epoch: stores.epoch, exportedAt, data };
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
  const { erasure, free } = await deps.stores.ownData.approve(actor, id, deps.now(), (known) =>
    refusalToErase(actor, known),
  );
  await release(deps.bytes, free);
  return erasure;
}
