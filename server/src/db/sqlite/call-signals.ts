import { ConsultError, sideOf } from '@consult/core';
import type { CallView } from '@consult/core/wire';
import { and, asc, eq, gt, ne } from 'drizzle-orm';
import type { CallStore } from '../../calls/call-store.js';
import type { Approach } from './access.js';
import { newsOf, type CallRow } from './call-rows.js';
import type { AdmitToCall } from './call-store.js';
import type { ChatParts } from './chat-store.js';
import { calls, callSignals } from './call-schema.js';

/** The log of a call's signals: `signal` and `signals` of the call store. They leave no audit row: they tell of no patient. */
export function createSignalling(
  { db, commit }: ChatParts,
  admit: AdmitToCall,
  viewOf: (row: CallRow, found: Approach) => CallView,
): Pick<CallStore, 'signal' | 'signals'> {
  return {
    signal: (access, { key, device, kind, payload }, rule) =>
      commit(() => {
        const { person } = access.actor;
        const text = JSON.stringify(payload);
        const mine = and(
          eq(callSignals.call, access.callId),
          eq(callSignals.person, person),
          eq(callSignals.key, key),
        );
        const { row, found } = admit(access, (call, standing) => {
          const refusal = rule(call, standing);
          // A retry is answered where there is no room any more: the first try was in time.
          return refusal === 'quota-exceeded' && db.select().from(callSignals).where(mine).get()
            ? undefined
            : refusal;
        });
        const kept = db.select().from(callSignals).where(mine).get();
        if (kept) {
          if (kept.kind !== kind || kept.payload !== text) throw new ConsultError('key-reused');
          return { seq: kept.seq, news: null };
        }
        const seq = row.signals + 1;
        const side = sideOf(found.standing.relation)!;
        db.insert(callSignals)
          .values({ call: row.id, seq, side, person, device, key, kind, payload: text })
          .run();
        db.update(calls).set({ signals: seq }).where(eq(calls.id, row.id)).run();
        return { seq, news: newsOf({ ...row, signals: seq }, found.chat.id, found.readers) };
      }),

    signals: async (access, after, limit, rule) => {
      const { row, found } = admit(access, rule);
      const rows = db
        .select()
        .from(callSignals)
        .where(
          and(
            eq(callSignals.call, row.id),
            gt(callSignals.seq, after),
            ne(callSignals.side, sideOf(found.standing.relation)!),
          ),
        )
        .orderBy(asc(callSignals.seq))
        .limit(limit + 1)
        .all();
      return {
        call: viewOf(row, found),
        signals: rows.slice(0, limit).map(({ seq, side, device, kind, payload }) => ({
          seq,
          from: side,
          device,
          kind,
          payload: JSON.parse(payload) as Record<string, unknown>,
        })),
        more: rows.length > limit,
      };
    },
  };
}
