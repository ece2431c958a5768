import { codeOf, ConsultError, idOf, ID_BYTES, isLive } from '@consult/core';
import type { CallAnswer, CallsAnswer, CallView, FeedFrame } from '@consult/core/wire';
import { createAsker } from '../asker.js';
import type { Client } from '../contracts.js';
import { createStore } from '../store.js';
import type { CallHandle, Calls } from './contracts.js';
import { claimDevice, forgetDevice, type Device } from './device-id.js';
import { openDevices } from './devices.js';
import { insist } from './insist.js';
import type { OngoingCall } from './ongoing-call.js';
import { surroundingsOf, type CallOptions, type Surroundings } from './surroundings.js';
import { watchSleep } from './wakefulness.js';

/** How often ringing is tried before the doctor is told that the server cannot be reached. */
const RINGS = 3;

/** Which call is shown first, where one may see several. */
const RANK = { here: 0, onAnotherPage: 1, rings: 2, anothers: 3 } as const;
type Rank = (typeof RANK)[keyof typeof RANK];

/** What comes in the place of one that is over. */
const WANTED: readonly Rank[] = [RANK.here, RANK.rings];

/** Follows the calls of this person from now on. Camera and microphone stay off until somebody answers or rings here. */
export const openCalls = (client: Client, options: CallOptions = {}): Calls =>
  new CallRoom(client, surroundingsOf(options)).calls;

/** All calls of one person in one page: which is shown, and what the server says of each. */
class CallRoom {
  readonly calls: Calls;
  readonly #client: Client;
  readonly #surroundings: Surroundings;
  readonly #current = createStore<CallHandle | undefined>(undefined);
  readonly #devices;
  readonly #life = new AbortController();
  readonly #asker;
  readonly #unsubscribe: (() => void)[];
  /** Calls that live, as the server told of them last. */
  readonly #views = new Map<string, CallView>();
  /** Calls that were shown and are not any more. */
  readonly #gone = new Set<string>();
  /** Calls whose end the server has not heard of yet. */
  readonly #leaving = new Set<OngoingCall>();
  readonly #ringing = new Map<string, Promise<CallHandle>>();
  /** The key of a ring that nobody has heard yet, by chat. */
  readonly #keys = new Map<string, string>();
  readonly #device: Promise<Device>;
  /** What a call needs beside the waiting for one: fetched at once, while nobody needs it yet. */
  #part?: typeof OngoingCall;
  #claimed?: Device;
  #person?: string | undefined;
  #ongoing?: OngoingCall | undefined;
  #pollTimer?: ReturnType<typeof setTimeout> | undefined;
  #stopSleep?: (() => void) | undefined;

  constructor(client: Client, surroundings: Surroundings) {
    this.#client = client;
    this.#surroundings = surroundings;
    const { media, page, storage, tuning } = surroundings;
    this.#devices = openDevices(
      media,
      storage,
      async (kind) => this.#ongoing?.change(kind),
      () => this.#ongoing?.replug(),
    );
    this.#asker = createAsker(tuning, () => this.#read());
    this.#device = this.#claim();
    this.#device.catch(() => undefined); // it ends with the client
    this.#unsubscribe = [
      client.listen((frame) => this.#onFrame(frame)),
      client.connection.subscribe(() => this.#onConnection()),
      page.watch({ onWake: () => this.#onWake(), onOffline: () => undefined }),
    ];
    this.calls = {
      current: this.#current,
      ring: (chatId) => this.#ring(chatId),
      devices: this.#devices,
      close: () => this.#close(),
    };
    this.#onConnection();
    void this.#asker.ask();
    this.#prepare().catch(() => undefined); // whoever needs it tries again
  }

  /** All that must be there before a call can be shown. */
  async #prepare() {
    const part = import('./ongoing-call.js');
    await Promise.all([part, this.#device]);
    this.#part = (await part).OngoingCall;
  }

  /** The page's own id, once it is known whose page it is. */
  async #claim(): Promise<Device> {
    const { storage, locks, tuning } = this.#surroundings;
    const { id } = await this.#whoAmI();
    this.#person = id;
    const device = await claimDevice(id, { storage, locks, patience: tuning.seatAfter });
    if (this.#life.signal.aborted) device.release();
    return (this.#claimed = device);
  }

  #whoAmI(): Promise<{ id: string }> {
    const { me } = this.#client;
    return new Promise((resolve, reject) => {
      const look = () => {
        if (me.value) resolve(me.value);
        return me.value !== undefined;
      };
      if (look()) return;
      const stop = me.subscribe(() => look() && stop());
      this.#life.signal.addEventListener('abort', () => {
        stop();
        reject(new ConsultError('unavailable'));
      });
    });
  }

  /* What the server says. */

  async #read() {
    const { calls } = await this.#client.call<CallsAnswer>('GET', '/v1/calls');
    await this.#prepare();
    if (this.#life.signal.aborted) return;
    const known = new Set(calls.map(({ id }) => id));
    for (const id of this.#views.keys()) if (!known.has(id)) this.#views.delete(id);
    for (const view of calls) this.#views.set(view.id, view);
    const ongoing = this.#ongoing;
    const view = ongoing && this.#views.get(ongoing.handle.id);
    if (view) ongoing.learn(view);
    else if (ongoing && !ongoing.over) await ongoing.ask();
    this.#choose();
  }

  #onFrame(frame: FeedFrame) {
    if (frame.type === 'hello') this.#askAll();
    if (frame.type !== 'call') return;
    const { handle } = this.#ongoing ?? {};
    if (handle?.id !== frame.call) return void this.#asker.ask();
    if (frame.revision > handle.state.value.call.revision) void this.#ongoing!.ask();
    this.#ongoing!.hint(frame.signals);
  }

  #askAll() {
    void this.#asker.ask();
    this.#ongoing?.hint();
  }

  #onConnection() {
    const { state } = this.#client.connection.value;
    if (state === 'closed' || state === 'refused') return this.#onRefused();
    if (state === 'polling') this.#askAll();
    this.#poll();
  }

  /** Asks again and again where nobody hints, and now and then where a hint may be lost. */
  #poll() {
    clearTimeout(this.#pollTimer);
    const { tuning } = this.#surroundings;
    const isPolling = this.#client.connection.value.state === 'polling';
    const isOn = this.#ongoing !== undefined && !this.#ongoing.over;
    if (this.#life.signal.aborted || !(isPolling || isOn)) return;
    const wait = isPolling ? tuning.pollEvery[isOn ? 0 : 1] : tuning.lookEvery;
    this.#pollTimer = setTimeout(() => {
      this.#askAll();
      this.#poll();
    }, wait);
  }

  #onWake() {
    this.#askAll();
    this.#ongoing?.look();
  }

  /* Which call is shown. */

  /** One at a time: what rings waits until the one that is shown is over, unless another person of one's side has that one. */
  #choose() {
    const shown = this.#ongoing;
    if (shown && !shown.over && !this.#isAnothers(shown.handle.state.value.call)) return;
    const [first] = [...this.#views.values()]
      .filter((view) => isLive(view) && view.id !== shown?.handle.id)
      .filter((view) => !this.#gone.has(view.id))
      .sort((one, other) => this.#rank(one) - this.#rank(other));
    if (first && (!shown || WANTED.includes(this.#rank(first)))) this.#show(first);
  }

  /** Whoever speaks already is not rung for another, on whichever page. */
  #rank(view: CallView): Rank {
    if (view.seat?.person === this.#person)
      return view.seat?.device === this.#claimed?.id ? RANK.here : RANK.onAnotherPage;
    return view.state === 'ringing' && view.side === 'patient' ? RANK.rings : RANK.anothers;
  }

  #isAnothers({ seat }: CallView): boolean {
    return seat !== null && seat.person !== this.#person;
  }

  #show(view: CallView): OngoingCall {
    if (this.#ongoing?.handle.id === view.id) {
      this.#ongoing.learn(view);
      return this.#ongoing;
    }
    this.#putAway();
    const seat = { person: this.#person!, device: this.#claimed!.id };
    const ongoing = new this.#part!(view, {
      client: this.#client,
      surroundings: this.#surroundings,
      devices: this.#devices,
      seat,
      onDismiss: () => this.#dismiss(view.id),
      onChange: () => this.#onPhase(view.id),
    });
    this.#ongoing = ongoing;
    this.#current.set(ongoing.handle);
    this.#onPhase(view.id);
    return ongoing;
  }

  #onPhase(id: string) {
    if (this.#ongoing?.handle.id !== id) return;
    const { tuning, now } = this.#surroundings;
    const isOn = !this.#ongoing.over;
    if (isOn) this.#stopSleep ??= watchSleep(now, tuning.sleep, () => this.#onSlept());
    else this.#stayAwake();
    this.#poll();
    if (!isOn) void this.#asker.ask(); // another may have waited
  }

  #onSlept() {
    this.#askAll();
    this.#client.retryNow();
    this.#ongoing?.woke();
  }

  #stayAwake() {
    this.#stopSleep?.();
    this.#stopSleep = undefined;
  }

  #dismiss(id: string) {
    if (this.#ongoing?.handle.id !== id) return;
    this.#putAway();
    this.#current.set(undefined);
    this.#choose();
  }

  /** What is over goes; the word that it is may still be on its way. */
  #putAway() {
    const old = this.#ongoing;
    this.#ongoing = undefined;
    this.#stayAwake();
    if (!old) return;
    this.#gone.add(old.handle.id);
    this.#leaving.add(old);
    void (old.ending ?? Promise.resolve()).finally(() => {
      this.#leaving.delete(old);
      old.close();
    });
  }

  /* The doctor rings. */

  #ring(chatId: string): Promise<CallHandle> {
    const ringing =
      this.#ringing.get(chatId) ?? this.#post(chatId).finally(() => this.#ringing.delete(chatId));
    this.#ringing.set(chatId, ringing);
    return ringing;
  }

  async #post(chatId: string): Promise<CallHandle> {
    const { connection } = this.#client;
    const { tuning } = this.#surroundings;
    const { id: device } = await this.#device;
    const key = this.#keys.get(chatId) ?? idOf('entryKey', crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    this.#keys.set(chatId, key);
    const path = `/v1/chats/${encodeURIComponent(chatId)}/calls`;
    const post = () => this.#client.call<CallAnswer>('POST', path, { key, device });
    try {
      const { call } = await insist(post, { connection, tuning, signal: this.#life.signal }, RINGS);
      this.#keys.delete(chatId);
      await this.#prepare();
      if (isLive(call)) this.#views.set(call.id, call);
      return this.#show(call).handle;
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'unavailable') this.#keys.delete(chatId); // it was heard, and refused
      throw error;
    }
  }

  /* The end. */

  /** Nobody is signed in any more. */
  #onRefused() {
    this.#close();
    const forget = () => {
      if (this.#person && !this.#client.me.value) forgetDevice(this.#person, this.#surroundings.storage);
    };
    queueMicrotask(forget); // a client that only closes keeps its person, one that signs out forgets them next
  }

  #close() {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    clearTimeout(this.#pollTimer);
    this.#stayAwake();
    this.#asker.close();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#devices.close();
    this.#ongoing?.close();
    this.#current.set(undefined);
    for (const call of this.#leaving) call.close();
    this.#claimed?.release();
  }
}
