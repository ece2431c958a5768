import { ConsultError, refuseIf } from '@consult/core';
import { and, count, eq } from 'drizzle-orm';
import type { JournalResult, JournalStore, SlotRule } from '../../requests/journal-store.js';
import type { RequestAccess, RequestRule } from '../../requests/request-store.js';
import { createAppointment } from './chat-appoint.js';
import type { ChatParts } from './chat-store.js';
import { createJournalReads } from './journal-reads.js';
import { findPerson } from './people-store.js';
import { createDeciding } from './request-deciding.js';
import {
  findRequest,
  journalRow,
  keepRequest,
  keptRequest,
  newsOf,
  noted,
  type RequestRow,
} from './request-rows.js';
import { requestAttempts, requestOffers, slots } from './request-schema.js';
import { admitToRequest } from './request-store.js';
import type { SlotRow } from './slot-rows.js';

/** The journal of requests in SQLite. */
export function sqliteJournalStore(parts: ChatParts): JournalStore {
  const { db, commit, audit } = parts;
  const deciding = createDeciding(parts, createAppointment(parts));

  return {
    ...createJournalReads(parts),

    lock: (access, until, rule) =>
      commit(() => {
        const { actor, now } = access;
        const row = admitToRequest(db, access, rule);
        if (!findPerson(db, actor.person)) throw new ConsultError('not-found'); // who works on it has to have a name
        const kept = keepRequest(db, row, { ...begun(row), lockedBy: actor.person, lockedUntil: until });
        return changed(kept, now, kept.state === row.state ? 'desk' : 'all');
      }),

    unlock: (access, rule) =>
      commit(() => {
        const { actor, now } = access;
        const row = admitToRequest(db, access, rule);
        if (row.lockedBy !== actor.person) return unchanged(row, now);
        return changed(keepRequest(db, row, { lockedBy: null, lockedUntil: null }), now, 'desk');
      }),

    addAttempt: (access, { key, result, note, ...attempt }, rule) =>
      commit(() => {
        const { actor, now } = access;
        const known = underKey(requestAttempts, access, key);
        const row = admitToRequest(db, access, known ? seenBy(rule) : rule);
        if (known) {
          if (known.result !== result || known.note !== note) throw new ConsultError('key-reused');
          return unchanged(row, now);
        }
        if (!findPerson(db, actor.person)) throw new ConsultError('not-found');
        db.insert(requestAttempts)
          .values({ ...attempt, request: row.id, key, by: actor.person, at: now, result, note })
          .run();
        audit.write(now, actor, { action: 'attempt-added', subject: row.id, code: result });
        const reached = result === 'reached' && { answeredAt: row.answeredAt ?? now };
        return changed(keepRequest(db, row, { ...begun(row), ...reached }), now);
      }),

    offer: (access, { id, key, slot: slotId }, holdMs, rule, slotRule) =>
      commit(() => {
        const { actor, now } = access;
        const known = underKey(requestOffers, access, key);
        const row = admitToRequest(db, access, known ? seenBy(rule) : rule);
        if (known) {
          if (known.slot !== slotId) throw new ConsultError('key-reused');
          return unchanged(row, now);
        }
        const slot = takeable(row, slotId, slotRule);
        const heldUntil = Math.min(now + holdMs, slot.startsAt);
        const [{ made }] = db
          .select({ made: count() })
          .from(requestOffers)
          .where(eq(requestOffers.request, row.id))
          .all() as [{ made: number }];
        const offer = { id, key, request: row.id, no: made + 1, by: actor.person, slot: slotId };
        db.insert(requestOffers)
          .values({ ...offer, state: 'held', offeredAt: now, heldUntil, byPhone: false })
          .run();
        db.update(slots).set({ state: 'held' }).where(eq(slots.id, slotId)).run();
        audit.write(now, actor, { action: 'offer-made', subject: row.id, code: id });
        const kept = keepRequest(db, row, { state: 'offered', answeredAt: row.answeredAt ?? now });
        const news = {
          ...newsOf(db, kept, now, heldUntil),
          ...noted(db, kept, 'offer-made', now, heldUntil),
        };
        return { ...changed(kept, now), news };
      }),

    retract: (access, offerId, rule) =>
      commit(() => {
        const { actor, now } = access;
        const found = findRequest(db, access.requestId);
        const offer = found && deciding.offerOf(found.id, offerId);
        const row = admitToRequest(db, access, (request, relation) => rule(request, relation, offer));
        if (!offer) throw new ConsultError('not-found');
        if (offer.state === 'retracted') return unchanged(row, now);
        deciding.close(offer, { state: 'retracted', answeredAt: now });
        audit.write(now, actor, { action: 'offer-retracted', subject: row.id, code: offerId });
        return changed(keepRequest(db, row, { state: 'in-progress' }), now);
      }),

    schedule: (access, { key, slot: slotId, chat }, rule, slotRule) =>
      commit(() => {
        const { actor, now } = access;
        const found = findRequest(db, access.requestId);
        const known = found?.scheduledKey === key && found.scheduledBy === actor.person;
        const row = admitToRequest(db, access, known ? seenBy(rule) : rule);
        if (known) {
          if (row.slot !== slotId) throw new ConsultError('key-reused');
          return unchanged(row, now);
        }
        const slot = takeable(row, slotId, slotRule);
        const scheduled = { chat, scheduledBy: actor.person, scheduledKey: key };
        const { row: kept, change } = deciding.schedule(actor, row, slot, scheduled, now);
        return { ...changed(kept, now), change };
      }),

    annul: (access, reason, rule) =>
      commit(() => {
        const { actor, now } = access;
        const found = findRequest(db, access.requestId);
        const known = found?.state === 'annulled' && found.annulReason === reason;
        const row = admitToRequest(db, access, known ? seenBy(rule) : rule);
        if (known) return unchanged(row, now);
        audit.write(now, actor, { action: 'request-annulled', subject: row.id });
        const annulled = { state: 'annulled', annulledAt: now, annulReason: reason } as const;
        const done = changed(keepRequest(db, row, annulled), now);
        return { ...done, news: done.news && { ...done.news, ...noted(db, row, 'request-annulled', now) } };
      }),
  };

  /** What was done under this key before. */
  function underKey<Table extends typeof requestAttempts | typeof requestOffers>(
    table: Table,
    { requestId, actor }: RequestAccess,
    key: string,
  ): Table['$inferSelect'] | undefined {
    const same = and(eq(table.request, requestId), eq(table.by, actor.person), eq(table.key, key));
    return db
      .select()
      .from(table as typeof requestOffers)
      .where(same)
      .get() as Table['$inferSelect'] | undefined;
  }

  /** The slot, if it may be given to the request. */
  function takeable(row: RequestRow, id: string, rule: SlotRule): SlotRow {
    const known = deciding.findSlot(id);
    const slot = known?.organisation === row.organisation ? known : undefined; // another clinic's is not there
    refuseIf(rule({ ...keptRequest(row), kind: row.kind }, slot));
    if (!slot) throw new ConsultError('not-found');
    return slot;
  }

  function unchanged(row: RequestRow, now: number): JournalResult {
    return { row: journalRow(db, row, now), news: null, change: null };
  }

  /** Who works on it is the registry's own business: of that the patient hears nothing, only that somebody has begun to. */
  function changed(row: RequestRow, now: number, whose: 'desk' | 'all' = 'all'): JournalResult {
    const news = newsOf(db, row, now);
    return {
      row: journalRow(db, row, now),
      news: whose === 'desk' ? { ...news, readers: [] } : news,
      change: null,
    };
  }
}

/** The registry has begun to work on what had only been registered. */
const begun = ({ state }: RequestRow) => (state === 'registered' ? ({ state: 'in-progress' } as const) : {});

/** A retry is answered whatever has become of the request since: it is only asked whether the actor may know of it. */
const seenBy =
  (rule: RequestRule): RequestRule =>
  (_, relation) => {
    const refusal = rule(UNTOUCHED, relation);
    return refusal === 'not-found' || refusal === 'not-allowed' ? refusal : undefined;
  };

const UNTOUCHED = { state: 'in-progress', refusals: 0, lock: null } as const;
