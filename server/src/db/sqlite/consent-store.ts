import { CHAT_CONSENTS, ConsultError, refuseIf, type Actor, type ConsentKind } from '@consult/core';
import { consentCode } from '@consult/core/chain';
import type { ConsentDocument, ConsentRecord } from '@consult/core/wire';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { AuditAction } from '../../chats/audit.js';
import type { ConsentCopy, ConsentNews, ConsentStore } from '../../consents/consent-store.js';
import type { Reader } from '../../feed/feed.js';
import { linkedRow } from './audit-links.js';
import type { ChatParts } from './chat-store.js';
import { createChatsChange } from './consent-changes.js';
import {
  findConsent,
  findDocument,
  newestOf,
  recordConsent,
  recordOf,
  spokenForBy,
  statusesOf,
  statusOf,
} from './consent-rows.js';
import { consentKeys, consentWithdrawals } from './consent-schema.js';
import { noteOfDocument } from './notice-rows.js';
import { findPerson } from './people-store.js';
import { consentDocuments, consents, people } from './schema.js';
import { representativesOf, speaksFor } from './speaking.js';

/** What must be the same where a key is sent again. */
const ACCEPTED = ['kind', 'version', 'hash', 'patient'] as const;

/** Consent documents, acceptances and withdrawals in SQLite. */
export function sqliteConsentStore(parts: ChatParts): ConsentStore {
  const { db, commit, audit } = parts;
  const changeChats = createChatsChange(parts);

  return {
    documents: async () =>
      db
        .select()
        .from(consentDocuments)
        .where(
          sql`${consentDocuments.version} = (select max(newest.version)
            from ${consentDocuments} as newest where newest.kind = ${consentDocuments.kind})`,
        )
        .orderBy(asc(consentDocuments.kind))
        .all(),

    document: async (kind, version) => findDocument(db, kind, version),

    publish: (actor, document, now, rule) =>
      commit(() => {
        const newest = newestOf(db, document.kind);
        const same = newest?.hash === document.hash && newest.title === document.title ? newest : undefined;
        refuseIf(rule({ published: newest?.version ?? 0, repeated: same !== undefined }));
        if (same) return { document: same, notices: [] };

        const published: ConsentDocument = {
          ...document,
          version: (newest?.version ?? 0) + 1,
          publishedAt: now,
        };
        db.insert(consentDocuments).values(published).run();
        audit.write(now, actor, {
          action: 'consent-published',
          subject: document.kind,
          code: `${published.version}:${published.hash}`,
        });
        return { document: published, notices: noteOfDocument(db, published) };
      }),

    give: (actor, { key, ...consent }, now, rule) =>
      commit(() => {
        const published = newestOf(db, consent.kind) ?? null;
        const birthDate = findPerson(db, consent.patient)?.birthDate ?? null;
        const known = knownUnder(actor.person, key);
        const speaks = maySpeak(actor, consent.patient, now);
        refuseIf(rule({ published, speaksFor: speaks, birthDate, repeated: known !== undefined }));
        if (known) {
          if (!ACCEPTED.every((field) => known[field] === consent[field]))
            throw new ConsultError('key-reused');
          return { consent: known, news: null };
        }
        const { fresh, ...record } = recordConsent(db, audit, actor, consent, now);
        db.insert(consentKeys).values({ by: actor.person, key, consent: record.id }).run();
        return { consent: record, news: fresh ? newsOf(record, { actor, now }) : null };
      }),

    statuses: async (actor, now, rule) => {
      refuseIf(rule());
      return statusesOf(db, spokenForBy(db, actor.person, now));
    },

    withdraw: (actor, consentId, now, rule) =>
      commit(() => {
        const { consent, withdrawal } = ask(actor, consentId, now, rule);
        const { patient, kind } = consent;
        if (withdrawal) return { status: statusOf(db, patient, kind), news: null };
        for (const standing of standingActs(patient, kind)) {
          db.insert(consentWithdrawals).values({ consent: standing.id, by: actor.person, at: now }).run();
          audit.write(now, actor, {
            action: 'consent-withdrawn',
            subject: patient,
            code: consentCode(standing),
          });
        }
        const news = newsOf(consent, { actor, now });
        return { status: statusOf(db, patient, kind), news };
      }),

    find: async (actor, consentId, now, rule) => copyOf(ask(actor, consentId, now, rule)),

    prove: (actor, consentId, now, rule) =>
      commit(() => {
        const copy = copyOf(ask(actor, consentId, now, rule));
        if (actor.role !== 'patient')
          audit.write(now, actor, {
            action: 'consent-proved',
            subject: copy.consent.patient,
            code: consentId,
          });
        const linked = (action: AuditAction) => linkedRow(db, copy.consent, action);
        const given = linked('consent-given');
        const anchor = audit.head();
        if (!given || !anchor) throw new ConsultError('unavailable'); // from before the audit was chained
        return { ...copy, given, withdrawn: copy.withdrawal && linked('consent-withdrawn'), anchor };
      }),
  };

  function knownUnder(by: string, key: string): ConsentRecord | undefined {
    const known = db
      .select({ row: consents })
      .from(consentKeys)
      .innerJoin(consents, eq(consents.id, consentKeys.consent))
      .where(and(eq(consentKeys.by, by), eq(consentKeys.key, key)))
      .get();
    return known && recordOf(known.row);
  }

  /** One acceptance, where the rule lets it be seen. @throws ConsultError what `rule` answers; `not-found` */
  function ask(actor: Actor, consentId: string, now: number, rule: Parameters<ConsentStore['withdraw']>[3]) {
    const found = findConsent(db, consentId);
    refuseIf(
      rule({ speaksFor: found !== undefined && speaksFor(db, actor.person, found.consent.patient, now) }),
    );
    if (!found) throw new ConsultError('not-found');
    return found;
  }

  function copyOf({ consent, withdrawal }: ReturnType<typeof ask>): ConsentCopy {
    const nameFor = (id: string) => findPerson(db, id)!.name;
    return {
      consent,
      document: findDocument(db, consent.kind, consent.version)!,
      withdrawal: withdrawal && { by: withdrawal.by, at: withdrawal.at },
      names: {
        patient: nameFor(consent.patient),
        by: nameFor(consent.by),
        withdrawnBy: withdrawal && nameFor(withdrawal.by),
      },
    };
  }

  /** Only for somebody the registry knows can anything be kept. */
  function maySpeak({ person }: Actor, patient: string, now: number): boolean {
    const known = db.select({ id: people.id }).from(people).where(eq(people.id, patient)).get();
    return known !== undefined && speaksFor(db, person, patient, now);
  }

  /** Every acceptance of a kind that is not withdrawn yet: one withdrawal ends them all, whoever of the side gave them. */
  function standingActs(patient: string, kind: ConsentKind) {
    return db
      .select({ row: consents })
      .from(consents)
      .leftJoin(consentWithdrawals, eq(consentWithdrawals.consent, consents.id))
      .where(
        and(
          eq(consents.patient, patient),
          eq(consents.kind, kind),
          sql`${consentWithdrawals.consent} is null`,
        ),
      )
      .orderBy(asc(consents.at), asc(consents.id))
      .all()
      .map(({ row }) => recordOf(row));
  }

  function newsOf(
    { patient, kind }: Pick<ConsentRecord, 'patient' | 'kind'>,
    by: { readonly actor: Actor; readonly now: number },
  ): ConsentNews {
    const side = [patient, ...representativesOf(db, patient, by.now)];
    const readers = side.map((person): Reader => ({ person, role: 'patient' }));
    return { readers, changes: CHAT_CONSENTS.includes(kind) ? changeChats(patient, readers, by) : [] };
  }
}
