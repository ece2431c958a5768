import { ConsultError, LIMITS, refuseIf } from '@consult/core';
import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type {
  OfferRule,
  RequestAccess,
  RequestResult,
  RequestRule,
  RequestStore,
} from '../../requests/request-store.js';
import { inForce } from './access.js';
import { createAppointment } from './chat-appoint.js';
import type { ChatParts } from './chat-store.js';
import { refusalByLevel } from './organisation-rows.js';
import { createDeciding } from './request-deciding.js';
import { createRegistering } from './request-register.js';
import {
  findRequest,
  keepRequest,
  keptRequest,
  newsOf,
  NO_REQUEST,
  relationTo,
  viewRequest,
  viewRequests,
  type OfferRow,
  type RequestRow,
} from './request-rows.js';
import { requests } from './request-schema.js';
import { representations } from './schema.js';

/** Deferred requests in SQLite, for the patient's side. */
export function sqliteRequestStore(parts: ChatParts): RequestStore {
  const { db, commit, audit } = parts;
  const deciding = createDeciding(parts, createAppointment(parts));

  return {
    ...createRegistering(parts),

    viewBySecret: async (number, secretHash, now) => {
      const row = db.select().from(requests).where(eq(requests.number, number)).get();
      if (!row?.secret || row.secret !== secretHash) throw new ConsultError('not-found');
      return viewRequest(db, row, now);
    },

    list: async ({ role, person }, { after, limit = LIMITS.page }, now) => {
      if (role !== 'patient') return { requests: [], next: null };
      const mine = sql`${requests.patient} in (select ${person} union select ${representations.patient}
        from ${representations} where ${representations.representative} = ${person} and ${inForce(now)})`;
      const rows = db
        .select()
        .from(requests)
        .where(and(mine, after === undefined ? undefined : isBefore(after)))
        .orderBy(desc(requests.registeredAt), desc(requests.id))
        .limit(limit + 1)
        .all();
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last ? `${last.registeredAt}-${last.id}` : null;
      return { requests: viewRequests(db, page, now), next };
    },

    view: (access, rule) => {
      const { actor, now } = access;
      const read = () => admitToRequest(db, access, rule);
      if (actor.role === 'patient') return Promise.resolve().then(() => viewRequest(db, read(), now));
      return commit(() => {
        const row = read();
        if (!audit.hasRegistryOpening('request-opened', row.id, actor, now))
          audit.write(now, actor, { action: 'request-opened', subject: row.id });
        return viewRequest(db, row, now);
      });
    },

    accept: (access, { offerId, chat }, rule) =>
      commit(() => {
        const { actor, now } = access;
        const { row, offer } = admitToOffer(access, offerId, rule);
        if (offer.state === 'accepted') return unchanged(row, now);
        refuseIf(refusalByLevel(db, row.organisation, actor));
        deciding.close(offer, { state: 'accepted', answeredAt: now, byPhone: actor.role === 'operator' });
        audit.write(now, actor, { action: 'offer-accepted', subject: row.id, code: offer.id });
        const slot = deciding.findSlot(offer.slot)!;
        const { row: kept, change } = deciding.schedule(actor, row, slot, { chat }, now);
        return { ...changed(kept, now), change };
      }),

    refuse: (access, { offerId, reason }, rule) =>
      commit(() => {
        const { actor, now } = access;
        const { row, offer } = admitToOffer(access, offerId, rule);
        if (offer.state === 'refused') return unchanged(row, now);
        const byPhone = actor.role === 'operator';
        deciding.close(offer, { state: 'refused', answeredAt: now, reason, byPhone });
        audit.write(now, actor, { action: 'offer-refused', subject: row.id, code: offer.id });
        return changed(keepRequest(db, row, { state: 'refused', refusals: row.refusals + 1 }), now);
      }),

    withdraw: (access, rule) =>
      commit(() => {
        const { actor, now } = access;
        const row = admitToRequest(db, access, rule);
        if (row.state === 'withdrawn') return unchanged(row, now);
        const offer = deciding.heldOffer(row.id);
        if (offer) deciding.close(offer, { state: 'retracted', answeredAt: now });
        audit.write(now, actor, { action: 'request-withdrawn', subject: row.id });
        return changed(keepRequest(db, row, { state: 'withdrawn', withdrawnAt: now }), now);
      }),

    settleDue: (now, limit) => commit(() => deciding.settleDue(now, limit)),
  };

  /** The offer, if the rule lets the actor answer it. */
  function admitToOffer(
    access: RequestAccess,
    offerId: string,
    rule: OfferRule,
  ): { row: RequestRow; offer: OfferRow } {
    const found = findRequest(db, access.requestId);
    const offer = found && deciding.offerOf(found.id, offerId);
    const row = admitToRequest(db, access, (request, relation) => rule(request, relation, offer));
    if (!offer) throw new ConsultError('not-found');
    return { row, offer };
  }

  function unchanged(row: RequestRow, now: number): RequestResult {
    return { request: viewRequest(db, row, now), news: null, change: null };
  }

  function changed(row: RequestRow, now: number): RequestResult {
    return { request: viewRequest(db, row, now), news: newsOf(db, row, now), change: null };
  }
}

/** The request, if the rule lets the actor pass. @throws ConsultError what `rule` answers; `not-found` */
export function admitToRequest(
  db: ChatParts['db'],
  { requestId, actor, now }: RequestAccess,
  rule: RequestRule,
): RequestRow {
  const row = findRequest(db, requestId);
  const relation = row ? relationTo(db, row, actor, now) : 'none';
  refuseIf(rule(row ? keptRequest(row) : NO_REQUEST, relation));
  if (!row || relation === 'none') throw new ConsultError('not-found');
  return row;
}

/** @throws ConsultError `invalid` for a cursor that no page has ever given. */
function isBefore(cursor: string): SQL {
  const [, at, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(cursor) ?? [];
  if (!id) throw new ConsultError('invalid');
  return sql`(${requests.registeredAt}, ${requests.id}) < (${Number(at)}, ${id})`;
}
