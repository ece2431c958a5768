import {
  ConsultError,
  dueEnd,
  endBy,
  isLive,
  isSideBusy,
  refusalToAnswer,
  refusalToEnd,
  refusalToRing,
  refusalToSeeCall,
  refusalToSit,
  type Callee,
  type ErrorCode,
  type Standing,
} from '@consult/core';
import type {
  BrokerTicket,
  CallView,
  Ending,
  MediaReport,
  NewCall,
  NewSignal,
  SignalsQuery,
  TicketWish,
} from '@consult/core/wire';
import { announce, type Asked, type ChatDeps } from '../chats/chat-service.js';
import type { Deps } from '../deps.js';
import type { CallNews } from '../feed/feed.js';
import { drawCallId } from './brokers.js';
import type { CallAccess, Called, CallTimes, KeptCall } from './call-store.js';
import { tellCall } from './tell-call.js';

/** What the services of calls need. */
export type CallDeps = ChatDeps & Pick<Deps, 'brokers' | 'iceServers' | 'later' | 'log'>;

/** Who asks for which call; when is the server's to say. */
export type AskedCall = Omit<CallAccess, 'now'>;

/** So many signals are on a page. */
const PAGE = 100;

/** So many ends are looked for at once. */
const ROUND = 100;

/** The doctor rings. The same key again, or a call that lives in this chat already, is answered as it is. */
export async function ring(deps: CallDeps, asked: Asked, { key, device }: NewCall): Promise<CallView> {
  const calleeOf = ({ person, elsewhere }: Called): Callee => ({
    elsewhere,
    online: deps.feed.isOnline({ person, role: 'patient' }),
  });
  const { call, change, news } = await deps.stores.calls.ring(
    { ...asked, now: deps.now() },
    {
      id: drawCallId(deps.brokers, () => deps.newId('call')),
      key,
      device,
      peers: { doctor: newPeer(deps), patient: newPeer(deps) },
    },
    timesOf(deps),
    refusalToRing,
    (patient, representatives) => isSideBusy(calleeOf(patient), representatives.map(calleeOf)),
  );
  announce(deps, change);
  tell(deps, news);
  return call;
}

/** The calls of the one who asks that are not over. */
export async function liveCalls({ stores, now }: CallDeps, actor: AskedCall['actor']): Promise<CallView[]> {
  return stores.calls.live(actor, now(), (call, standing) => refusalToSeeCall(standing, call));
}

/** One call, as it is or as it ended. */
export async function viewCall({ stores, now }: CallDeps, asked: AskedCall): Promise<CallView> {
  return stores.calls.view({ ...asked, now: now() }, (call, standing) => refusalToSeeCall(standing, call));
}

/** The patient's side answers. */
export async function answer(deps: CallDeps, asked: AskedCall, device: string): Promise<CallView> {
  const seat = { person: asked.actor.person, device };
  const { call, news } = await deps.stores.calls.answer(
    { ...asked, now: deps.now() },
    device,
    timesOf(deps),
    (call, standing) => refusalToAnswer(call, standing, seat),
  );
  tell(deps, news);
  return call;
}

/** Declines, cancels or hangs up, whichever it is at this moment. */
export async function endCall(
  deps: CallDeps,
  asked: AskedCall,
  { failed = false }: Ending,
): Promise<CallView> {
  const { call, change, news } = await deps.stores.calls.end(
    { ...asked, now: deps.now() },
    (call, side) => endBy(call, side, failed),
    (call, standing) => refusalToEnd(standing, call),
  );
  announce(deps, change);
  tell(deps, news);
  return call;
}

/** Notes whether the other side's picture or sound arrives. */
export async function reportMedia(
  deps: CallDeps,
  asked: AskedCall,
  { device, flows }: MediaReport,
): Promise<CallView> {
  const { call, news } = await deps.stores.calls.report(
    { ...asked, now: deps.now() },
    flows,
    timesOf(deps),
    sitting(asked, device),
  );
  tell(deps, news);
  return call;
}

/** A way into the broker and to the ICE servers, for the page that sits in the call or may yet. */
export async function issueTicket(
  deps: CallDeps,
  asked: AskedCall,
  { device, takes = false }: TicketWish,
): Promise<{ call: CallView; ticket: BrokerTicket }> {
  const { config } = deps;
  const at = deps.now();
  const { call, news, side, peer, partner, endsBy } = await deps.stores.calls.sit(
    { ...asked, now: at },
    device,
    timesOf(deps),
    sitting(asked, device, takes),
  );
  tell(deps, news);
  const expiresAt = at + config.ticketMs;
  const { servers, until } = await deps.iceServers({ call: call.id, now: at, endsBy });
  const broker = deps.brokers.of(call.id);
  const ticket: BrokerTicket = {
    broker: broker.address,
    peer,
    partner,
    ticket: broker.issue({ call: call.id, peer, partner, side, expiresAt }),
    expiresAt,
    iceServers: servers,
    iceExpiresAt: until,
    relayOnly: config.relayOnly,
    warm: config.callsWarm,
  };
  return { call, ticket };
}

/** Leaves something for the other page. */
export async function sendSignal(deps: CallDeps, asked: AskedCall, signal: NewSignal): Promise<number> {
  const { signalBytes, signalsPerCall } = deps.config;
  if (bytesOf(signal.payload) > signalBytes) throw new ConsultError('too-large');
  const maySit = sitting(asked, signal.device);
  const { seq, news } = await deps.stores.calls.signal(
    { ...asked, now: deps.now() },
    signal,
    (call, standing) =>
      maySit(call, standing) ?? (call.signals >= signalsPerCall ? 'quota-exceeded' : undefined),
  );
  if (news) tellCall(deps, news);
  return seq;
}

/** What the other page has left. Of a call that is over one learns how it ended. */
export async function readSignals(
  { stores, now }: CallDeps,
  asked: AskedCall,
  { after = 0, device }: SignalsQuery,
) {
  const maySit = sitting(asked, device);
  return stores.calls.signals({ ...asked, now: now() }, after, PAGE, (call, standing) =>
    isLive(call) ? maySit(call, standing) : refusalToSeeCall(standing, call),
  );
}

/** Ends the calls whose time has come: nobody answered, the two could not be connected, or it was forgotten. */
export async function endDueCalls(deps: CallDeps): Promise<number> {
  const { stores } = deps;
  const now = deps.now();
  const how = (call: KeptCall) => {
    const due = dueEnd(call, timesOf(deps));
    return due && due.at <= now ? due.end : undefined;
  };
  let made = 0;
  for (;;) {
    const due = await stores.calls.due(now, ROUND);
    const ended = await Promise.all(
      due.map(async (callId) => {
        const { change, news } = await stores.calls.expire({ callId, actor: null, now }, how);
        announce(deps, change);
        tell(deps, news);
        return news !== null;
      }),
    );
    made += ended.filter(Boolean).length;
    if (due.length < ROUND || !ended.includes(true)) return made;
  }
}

const timesOf = ({ config }: Pick<Deps, 'config'>): CallTimes => ({
  ring: config.ringMs,
  connect: config.connectMs,
  length: config.callMs,
});

const sitting =
  ({ actor }: AskedCall, device: string, takes = false) =>
  (call: KeptCall, standing: Standing): ErrorCode | undefined =>
    refusalToSit(call, standing, { person: actor.person, device }, takes);

/** A name at the broker, of this call alone: PeerJS takes letters and digits. */
const newPeer = ({ newId }: Pick<Deps, 'newId'>) => newId('call').slice(-32);

const bytesOf = (payload: NewSignal['payload']) =>
  new TextEncoder().encode(JSON.stringify(payload)).byteLength;

/** Ends that come within this time are met to the millisecond; the clock's rounds look after the others. */
const EXACT_MS = 10 * 60_000;

/** Tells who may know, where there is something to tell, and sees to it that the call ends when it must. */
function tell(deps: CallDeps, news: CallNews | null): void {
  if (!news) return;
  tellCall(deps, news);
  const wait = news.dueAt === null ? Infinity : news.dueAt - deps.now();
  if (wait > EXACT_MS) return;
  deps.later(
    () => {
      endDueCalls(deps).catch((error: unknown) =>
        deps.log.error({ name: (error as Error).name, call: news.call }, 'call-clock-failed'),
      );
    },
    Math.max(0, wait),
  );
}
