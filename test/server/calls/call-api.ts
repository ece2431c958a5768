import type { Actor } from '@consult/core';
import type { BrokerTicket, CallView } from '@consult/core/wire';
import { expect } from 'vitest';
import type { ServerConfig } from '../../../server/src/deps.js';
import { openApi } from '../chats/api.js';
import { DOCTOR, newId, PATIENT } from '../db/stores.js';

/** A database's server, and what people do in calls by its API. */
export async function openCalls(config: Partial<ServerConfig> = {}) {
  const api = await openApi(config, { renderConclusion: async () => new Uint8Array(1) });
  const ask = async <T>(actor: Actor, method: string, path: string, body?: unknown) => {
    const { status, json } = await api.ask(actor, method, path, body);
    expect([status, json.code], path).toEqual([expect.toBeOneOf([200, 201, 204]), undefined]);
    return json as T;
  };
  const call = async (...asking: Parameters<typeof ask>) => (await ask<{ call: CallView }>(...asking)).call;
  return {
    api,
    ask,
    ring: (chat: string, device = newId('device'), key = newId('entryKey'), actor = DOCTOR) =>
      call(actor, 'POST', `/chats/${chat}/calls`, { key, device }),
    accept: (id: string, device = newId('device'), actor = PATIENT) =>
      call(actor, 'POST', `/calls/${id}/accept`, { device }),
    end: (id: string, actor: Actor, body: object = {}) => call(actor, 'POST', `/calls/${id}/end`, body),
    media: (id: string, actor: Actor, device: string, flows: boolean) =>
      call(actor, 'PUT', `/calls/${id}/media`, { device, flows }),
    ticket: async (id: string, actor: Actor, device: string, takes?: boolean) =>
      (await ask<{ ticket: BrokerTicket }>(actor, 'POST', `/calls/${id}/tickets`, { device, takes })).ticket,
    view: (id: string, actor: Actor) => call(actor, 'GET', `/calls/${id}`),
    noteOf: async (chat: string) => {
      const { entries } = await ask<{ entries: { note?: string; duration?: number }[] }>(
        DOCTOR,
        'GET',
        `/chats/${chat}/entries`,
      );
      return entries.flatMap(({ note, duration }) => (note?.startsWith('call') ? [[note, duration]] : []));
    },
  };
}
