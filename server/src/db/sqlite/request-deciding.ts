import type { Actor } from '@consult/core';
import { and, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { Change, RequestNews } from '../../feed/feed.js';
import type { Appoint } from './chat-appoint.js';
import type { ChatParts } from './chat-store.js';
import { findPerson } from './people-store.js';
import { requestOffers, requests, slots } from './request-schema.js';
import { findRequest, keepRequest, newsOf, noted, type OfferRow, type RequestRow } from './request-rows.js';
import { findSlot, titleFor, type SlotRow } from './slot-rows.js';

/** What becomes of offers and of the times they hold: steps within a transaction that runs. */
export function createDeciding({ db, audit }: Pick<ChatParts, 'db' | 'audit'>, appoint: Appoint) {
  const steps = {
    offerOf: (request: string, id: string): OfferRow | undefined =>
      db
        .select()
        .from(requestOffers)
        .where(and(eq(requestOffers.id, id), eq(requestOffers.request, request)))
        .get(),

    /** The offer that waits for an answer. */
    heldOffer: (request: string): OfferRow | undefined =>
      db
        .select()
        .from(requestOffers)
        .where(and(eq(requestOffers.request, request), eq(requestOffers.state, 'held')))
        .get(),

    /** Closes an offer. Unless it was accepted its time is free again. */
    close(offer: OfferRow, change: Partial<OfferRow> & { readonly state: OfferRow['state'] }): void {
      db.update(requestOffers).set(change).where(eq(requestOffers.id, offer.id)).run();
      if (change.state !== 'accepted')
        db.update(slots)
          .set({ state: 'free' })
          .where(and(eq(slots.id, offer.slot), eq(slots.state, 'held')))
          .run();
    },

    /** Books the slot for the request: the consultation and its chat are made, for a visit in person there is none. */
    schedule(
      actor: Actor,
      row: RequestRow,
      slot: SlotRow,
      { chat: chatId, ...scheduled }: Partial<RequestRow> & { readonly chat: string },
      now: number,
    ): { row: RequestRow; change: Change | null } {
      const { patient } = row;
      const chat = slot.kind === 'remote' && patient !== null ? chatId : null;
      db.update(slots).set({ state: 'booked', patient, chat }).where(eq(slots.id, slot.id)).run();
      const kept = keepRequest(db, row, {
        ...scheduled,
        state: 'scheduled',
        slot: slot.id,
        chat,
        doneAt: chat === null ? slot.endsAt : null,
        answeredAt: row.answeredAt ?? now,
      });
      audit.write(now, actor, {
        action: 'request-scheduled',
        subject: row.id,
        code: slot.id,
        ...(chat && { chat }),
      });
      if (chat === null || patient === null) return { row: kept, change: null };
      const { doctor: id, specialty, organisation, startsAt, endsAt } = slot;
      const change = appoint(
        actor,
        {
          id: chat,
          key: chat,
          patient,
          doctor: { ...findPerson(db, id)!, specialty },
          organisation,
          title: titleFor(specialty),
          comment: row.comment,
          startsAt,
          endsAt,
        },
        now,
      );
      return { row: kept, change };
    },

    /** Lets go of an offer whose time to answer is over. */
    lapse(offer: OfferRow, now: number): RequestNews {
      const row = findRequest(db, offer.request)!;
      steps.close(offer, { state: 'lapsed' });
      audit.write(now, null, { action: 'offer-lapsed', subject: row.id, code: offer.id });
      const kept = keepRequest(db, row, { state: 'in-progress' });
      return { ...newsOf(db, kept, now), ...noted(db, kept, 'offer-lapsed', now) };
    },

    /** Does what the clock has to: at most `limit` of either kind. */
    settleDue(now: number, limit: number): RequestNews[] {
      const late = db
        .select()
        .from(requestOffers)
        .where(and(sql`${requestOffers.state} = 'held'`, lte(requestOffers.heldUntil, now)))
        .orderBy(requestOffers.heldUntil)
        .limit(limit)
        .all();
      const visited = db
        .select()
        .from(requests)
        .where(
          and(sql`${requests.state} = 'scheduled'`, isNotNull(requests.doneAt), lte(requests.doneAt, now)),
        )
        .limit(limit - late.length)
        .all();
      return [
        ...late.map((offer) => steps.lapse(offer, now)),
        ...visited.map((row) => {
          audit.write(now, null, { action: 'request-done', subject: row.id });
          return newsOf(db, keepRequest(db, row, { state: 'done' }), now);
        }),
      ];
    },

    findSlot: (id: string) => findSlot(db, id),
  };
  return steps;
}

export type Deciding = ReturnType<typeof createDeciding>;
