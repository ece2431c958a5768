import type { Actor, ConsentKind } from '@consult/core';
import type { ConsentStatus, ConsentStatuses } from '@consult/core/wire';
import { expect } from 'vitest';
import type { Api } from '../chats/api.js';
import { ADMINISTRATOR, newId, PATIENT } from '../db/stores.js';

/** What people do with their consents, by the API. */
export function consentActs(api: Api) {
  const ask = async <T>(actor: Actor, method: string, path: string, body?: unknown) => {
    const { status, json } = await api.ask(actor, method, path, body);
    expect([status, json.code], path).toEqual([expect.toBeOneOf([200, 201]), undefined]);
    return json as T;
  };
  const statuses = async (actor: Actor = PATIENT) =>
    (await ask<ConsentStatuses>(actor, 'GET', '/consents')).statuses;
  const status = async (kind: ConsentKind, actor: Actor = PATIENT, patient = actor.person) =>
    (await statuses(actor)).find((one) => one.kind === kind && one.patient.id === patient)!;

  return {
    ask,
    statuses,
    status,
    publish: (kind: ConsentKind, text = `Согласие: ${kind}`) =>
      ask(ADMINISTRATOR, 'POST', '/consent-documents', { kind, title: 'Согласие', text }),
    /** Accepts what is in force. */
    async give(kind: ConsentKind, actor: Actor = PATIENT, patient = actor.person) {
      const { documents } = await ask<{ documents: { kind: string; version: number; hash: string }[] }>(
        actor,
        'GET',
        '/consent-documents',
      );
      const { version, hash } = documents.find((document) => document.kind === kind)!;
      const given = { key: newId('entryKey'), kind, version, hash, patient };
      const { consent } = await ask<{ consent: { id: string } }>(actor, 'POST', '/consents', given);
      return consent.id;
    },
    /** Takes back what was given last. */
    async withdraw(kind: ConsentKind, actor: Actor = PATIENT, patient = actor.person) {
      const { acts } = await status(kind, actor, patient);
      const answer = await ask<{ status: ConsentStatus }>(actor, 'POST', `/consents/${acts[0]!.id}/withdraw`);
      return answer.status;
    },
  };
}
