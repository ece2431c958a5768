import initSqlJs, { type SqlJsStatic } from 'sql.js';
import { createClient, type Client, type ClientOptions, type KeptStorage } from '@consult/client';
import { ConsultError, codeOf, ID_BYTES, idOf } from '@consult/core';
import type { Signer } from '../../server/src/conclusions/conclusion-sheet.js';
import type { ServerConfig } from '../../server/src/deps.js';
import { openPageServer, type PageServer, type PageServerOptions } from '../../server/src/page.js';
import { furnishChat, type ChatInHouse, type ChatOptions } from './chats.js';
import { memoryStorage } from './memory-storage.js';
import { aNetwork, type Network } from './network.js';
import { actorOf, CLINIC, OTHER_CLINIC, PEOPLE, type Cast, type PersonKey } from './people.js';
import { WIDE_LIMITS } from './wide-limits.js';

/** Noon of 10 April 2026 in Moscow: the time at which tests begin. */
export const NOON = Date.UTC(2026, 3, 10, 9);

/** Time as everybody in the house knows it: server, database, tokens and clients. */
export interface HouseClock {
  now(): number;
  /** Lets time pass; the server makes the moves that have come due. */
  advance(ms: number): Promise<void>;
  /** Sets the clock without a move, e.g. back, to furnish the past. */
  set(at: number): void;
}

/** A whole service in one page: the real server over real SQL, with real clients, and a network one can spoil. */
export interface House {
  /** Closed with the house, and not otherwise. */
  readonly server: Omit<PageServer, 'close' | 'closeAndExport'>;
  readonly clock: HouseClock;
  /** The network between {@link clientOf} and the server. */
  readonly network: Network;
  /** A network of one's own, for a client that has to fare differently from the others. */
  anotherNetwork(): Network;
  /** A client as in a browser of that person; closed with the house. */
  clientOf(who: PersonKey | Cast, options?: ClientWishes): Client;
  /** Sends a request of the API as that person, past the network. @throws ConsultError */
  call<T = unknown>(who: PersonKey | Cast, method: string, path: string, body?: unknown): Promise<T>;
  /** Appoints a consultation and brings it to the state asked for, all through the API. */
  aChat(options?: ChatOptions): Promise<ChatInHouse>;
  /** Registers somebody new, with the consents a patient needs. */
  register(person: Cast): Promise<void>;
  /** The administrator publishes the next version of a document: nobody has agreed to it yet. */
  publishConsent(text?: string): Promise<void>;
  /** A fresh id, as a client makes one. */
  newKey(): string;
  readonly closed: boolean;
  close(): Promise<void>;
  /** Closes it and answers its database, for another house or server. */
  closeAndExport(): Promise<Uint8Array>;
}

export interface ClientWishes extends Partial<Omit<ClientOptions, 'server'>> {
  /** Default: the house's own. */
  readonly network?: Network;
  /** What this browser has kept; hand the same to a second client to reload the page. Default: a new, lasting one. */
  readonly storage?: KeptStorage;
}

export interface HouseOptions extends Pick<
  PageServerOptions,
  'antivirus' | 'bytes' | 'renderConclusion' | 'resumable'
> {
  /** When the story begins, ms UTC. */
  readonly now?: number;
  /** Whether the clock runs on by itself from there. */
  readonly running?: boolean;
  /** Limits and such; by default as wide that no test meets them by accident. */
  readonly config?: Partial<ServerConfig>;
  /** An empty database, without the people of {@link PEOPLE}. */
  readonly unfurnished?: boolean;
  /** Signs documents; default: nobody does. */
  readonly signer?: Signer;
  /** SQLite's WebAssembly, where it is not at `/sql-wasm.wasm`. */
  readonly wasm?: string;
  /** Runs what the server is to do later; default: timers. */
  readonly later?: (run: () => void, ms: number) => void;
}

const houses = new Set<House>();

/** Closes every house that is still open. Runs by itself after each browser test; elsewhere: `afterEach(closeHouses)`. */
export async function closeHouses(): Promise<void> {
  await Promise.all([...houses].map((house) => house.close()));
}

if ('afterEach' in globalThis) afterEach(closeHouses);

/** Opens a house. The database with its people is made once per page and copied after that. */
export async function aHouse(options: HouseOptions = {}): Promise<House> {
  const { now: begin = NOON, running = false, config, unfurnished = false, wasm = pageWasm() } = options;
  const { signer, renderConclusion } = options;
  const opened = performance.now();
  let offset = begin;
  const now = () => Math.floor(offset + (running ? performance.now() - opened : 0));

  const sqlJs = await (sqlite ??= loadSqlite(wasm));
  const server = await openPageServer({
    now,
    sqlJs,
    antivirus: options.antivirus,
    bytes: options.bytes,
    resumable: options.resumable,
    config: { limits: WIDE_LIMITS, ...config },
    signer,
    ...(renderConclusion && { renderConclusion }),
    ...(options.later && { later: options.later }),
    database: unfurnished ? undefined : await (furnished ??= furnish(sqlJs)),
  });
  const ticking = running ? setInterval(() => void server.tick(), 1000) : undefined;
  const clients = new Set<Client>();
  const network = aNetwork(server);

  /** Nobody lives here any more; `false` where nobody has before. */
  const leave = () => {
    clearInterval(ticking);
    for (const client of clients) client.close();
    return houses.delete(house);
  };

  const house: House = {
    server,
    network,
    clock: {
      now,
      async advance(ms) {
        offset += ms;
        await server.tick();
      },
      set: (at) => void (offset += at - now()),
    },
    anotherNetwork: () => aNetwork(server),
    clientOf(who, { network: way = network, ...wishes } = {}) {
      const client = createClient({
        server: server.origin,
        getToken: () => server.tokenFor(actorOf(who)),
        fetch: way.fetch,
        live: way.live,
        storage: memoryStorage(),
        now,
        ...wishes,
      });
      clients.add(client);
      return client;
    },
    call: (who, method, path, body) => callAs(server, who, method, path, body),
    aChat: (wanted = {}) => furnishChat(house, wanted),
    register: (person) => enter(server, person),
    publishConsent: (text = 'Согласие на дистанционную консультацию, новая редакция.') =>
      publish(server, text),
    newKey,
    get closed() {
      return !houses.has(house);
    },
    async close() {
      if (leave()) await server.close();
    },
    async closeAndExport() {
      leave();
      return server.closeAndExport();
    },
  };
  houses.add(house);
  return house;
}

const newKey = () => idOf('entryKey', crypto.getRandomValues(new Uint8Array(ID_BYTES)));

/** In a page the test server hands the file out; Node finds it by itself. */
const pageWasm = () => (typeof document === 'undefined' ? undefined : '/sql-wasm.wasm');

let sqlite: Promise<SqlJsStatic> | undefined;
let furnished: Promise<Uint8Array> | undefined;

const loadSqlite = (wasm: string | undefined) => initSqlJs(wasm ? { locateFile: () => wasm } : {});

async function furnish(sqlJs: SqlJsStatic): Promise<Uint8Array> {
  const server = await openPageServer({ now: () => NOON, sqlJs, config: { limits: WIDE_LIMITS } });
  for (const { id, name } of [CLINIC, OTHER_CLINIC])
    await callAs(server, 'administrator', 'PUT', `/v1/organisations/${id}`, { name });
  await publish(server, 'Я соглашаюсь на дистанционную консультацию с врачом.');
  for (const person of Object.values<Cast>(PEOPLE))
    await enter(server, person, person.id !== PEOPLE.child.id);
  const { child, patient } = PEOPLE;
  await callAs(server, 'operator', 'PUT', `/v1/people/${child.id}/representatives/${patient.id}`, {
    validFrom: Date.UTC(2017, 8, 1),
    validTo: null,
  });
  await agree(server, patient, child.id);
  return server.closeAndExport();
}

async function enter(server: PageServer, person: Cast, agrees = true) {
  const { id, name, birthDate = null, specialty = null } = person;
  await callAs(server, 'administrator', 'PUT', `/v1/people/${id}`, { name, birthDate, specialty });
  if (agrees && person.role === 'patient' && !person.withoutConsent) await agree(server, person, id);
}

async function publish(server: PageServer, text: string) {
  const document = { kind: 'remote-consultation', title: 'Согласие на дистанционную консультацию', text };
  await callAs(server, 'administrator', 'POST', '/v1/consent-documents', document);
}

async function agree(server: PageServer, who: Cast, patient: string) {
  const { documents } = await callAs<{ documents: { kind: string; version: number; hash: string }[] }>(
    server,
    who,
    'GET',
    '/v1/consent-documents',
  );
  for (const { kind, version, hash } of documents)
    await callAs(server, who, 'POST', '/v1/consents', { key: newKey(), kind, version, hash, patient });
}

async function callAs<T>(
  server: PageServer,
  who: PersonKey | Cast,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const headers = new Headers({ Authorization: `Bearer ${await server.tokenFor(actorOf(who))}` });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answer = await server.fetch(new Request(server.origin + path, init));
  const text = await answer.text();
  const json: unknown = text ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new ConsultError(codeOf(json), { cause: { method, path, json } });
  return json as T;
}
