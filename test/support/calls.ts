import { ID_BYTES, idOf } from '@consult/core';
import type { BrokerTicket, CallView, SignalKind, SignalView } from '@consult/core/wire';
import type { PageBroker } from '../../server/src/calls/page-broker.js';
import type { ChatInHouse } from './chats.js';
import type { House } from './house.js';
import type { Cast, PersonKey } from './people.js';

/** The id of one more page, as a client makes one. */
export const newDevice = () => idOf('device', crypto.getRandomValues(new Uint8Array(ID_BYTES)));

/** One page that takes part in calls, by the API and past the spoilt network. */
export interface CallPage {
  readonly device: string;
  accept(call: string): Promise<CallView>;
  end(call: string, failed?: boolean): Promise<CallView>;
  /** Tells whether the other side is seen or heard. */
  sees(call: string, flows?: boolean): Promise<CallView>;
  ticket(call: string, takes?: boolean): Promise<BrokerTicket>;
  signal(call: string, kind: SignalKind, payload?: Record<string, unknown>): Promise<number>;
  signals(call: string, after?: number): Promise<SignalView[]>;
  view(call: string): Promise<CallView>;
  calls(): Promise<CallView[]>;
}

/** A page of `who`; the same `device` is the same page, loaded again. */
export function aCallPage(house: House, who: PersonKey | Cast, device: string = newDevice()): CallPage {
  const at = (call: string, verb: string) => `/v1/calls/${call}/${verb}`;
  const ask = async <T = { call: CallView }>(method: string, path: string, body?: unknown) =>
    house.call<T>(who, method, path, body);
  return {
    device,
    accept: async (call) => (await ask('POST', at(call, 'accept'), { device })).call,
    end: async (call, failed) =>
      (await ask('POST', at(call, 'end'), failed === undefined ? {} : { failed })).call,
    sees: async (call, flows = true) => (await ask('PUT', at(call, 'media'), { device, flows })).call,
    ticket: async (call, takes = false) =>
      (await ask<{ ticket: BrokerTicket }>('POST', at(call, 'tickets'), { device, takes })).ticket,
    signal: async (call, kind, payload = {}) => {
      const body = { key: house.newKey(), device, kind, payload };
      return (await ask<{ seq: number }>('POST', at(call, 'signals'), body)).seq;
    },
    signals: async (call, after = 0) => {
      const path = `${at(call, 'signals')}?device=${device}&after=${after}`;
      return (await ask<{ signals: SignalView[] }>('GET', path)).signals;
    },
    view: async (call) => (await ask('GET', `/v1/calls/${call}`)).call,
    calls: async () => (await ask<{ calls: CallView[] }>('GET', '/v1/calls')).calls,
  };
}

/** The chat's doctor rings from `page`. */
export async function ring(
  house: House,
  chat: Pick<ChatInHouse, 'id' | 'doctor'>,
  page: Pick<CallPage, 'device'> = { device: newDevice() },
  key = house.newKey(),
): Promise<CallView> {
  const body = { key, device: page.device };
  return (await house.call<{ call: CallView }>(chat.doctor, 'POST', `/v1/chats/${chat.id}/calls`, body)).call;
}

/** A call that both sides see and hear, with a page of each. */
export async function anActiveCall(house: House, chat: ChatInHouse) {
  const doctor = aCallPage(house, chat.doctor);
  const patient = aCallPage(house, chat.speaker);
  const { id } = await ring(house, chat, doctor);
  await patient.accept(id);
  await patient.sees(id);
  return { id, doctor, patient, call: await doctor.sees(id) };
}

/**
 * Lets `new WebSocket` of this page, and so PeerJS, find the house's broker; every other address is a real socket's.
 * Answers how to undo it.
 */
export function installBroker(broker: PageBroker): () => void {
  const before = globalThis.WebSocket;
  const { host } = new URL(broker.address);
  const substitute = new Proxy(before, {
    construct: (Real, [url, ...rest]: [string | URL, ...unknown[]]) =>
      new URL(url).host === host
        ? (broker.openSocket(String(url)) as object)
        : (Reflect.construct(Real, [url, ...rest]) as object),
  });
  globalThis.WebSocket = substitute;
  return () => {
    if (globalThis.WebSocket === substitute) globalThis.WebSocket = before;
  };
}
