import { beforeEach, describe, expect, it } from 'vitest';
import { LINGER_MS } from '../../../server/src/feed/attendance.js';
import { createFeed } from '../../../server/src/feed/create-feed.js';
import type { FeedPeer, Reader } from '../../../server/src/feed/feed.js';

const NOON = Date.UTC(2026, 4, 12, 9);
const PATIENT: Reader = { person: 'per_1', role: 'patient' };
const DOCTOR: Reader = { person: 'per_1', role: 'doctor' };

const peer: FeedPeer = { send: () => undefined, close: () => undefined };

/** A feed whose timers go off when they are told to. */
function aFeed() {
  const timers: { readonly run: () => void; readonly ms: number }[] = [];
  const noticed: string[] = [];
  const feed = createFeed({
    epoch: 'epoch_1',
    config: { beatMs: 15_000, socketsPerPerson: 8, socketsPerFamily: 3, ticketMs: 30_000 },
    now: () => NOON,
    later: (run, ms) => void timers.push({ run, ms }),
  });
  feed.watch((who) => noticed.push(`${who.role} ${who.person} ${feed.isOnline(who) ? 'came' : 'left'}`));
  const join = (who: Reader) =>
    feed.join(
      { ...who, organisation: null, level: 'confirmed', session: 'sid_1', expiresAt: NOON + 60_000 },
      peer,
    );
  const pass = () => timers.splice(0).forEach(({ run }) => run());
  return { feed, join, noticed, timers, pass };
}

describe('The feed', () => {
  let rig: ReturnType<typeof aFeed>;
  beforeEach(() => void (rig = aFeed()));

  it('notices the first socket of somebody and no further one', () => {
    rig.join(PATIENT);
    rig.join(PATIENT);
    expect(rig.noticed).to.deep.equal(['patient per_1 came']);
    expect(rig.feed.isOnline(PATIENT)).to.equal(true);
  });

  it('knows one person in two roles apart', () => {
    rig.join(PATIENT);
    expect(rig.feed.isOnline(DOCTOR)).to.equal(false);
    rig.join(DOCTOR);
    expect(rig.noticed).to.deep.equal(['patient per_1 came', 'doctor per_1 came']);
  });

  it('notices that the last one has gone when it has been gone for a while', () => {
    const leave = [rig.join(PATIENT), rig.join(PATIENT)];
    leave[0]!();
    expect(rig.timers).to.have.length(0);
    leave[1]!();
    expect(rig.timers.map(({ ms }) => ms)).to.deep.equal([LINGER_MS]);
    expect(rig.feed.isOnline(PATIENT)).to.equal(true);
    rig.pass();
    expect(rig.noticed).to.deep.equal(['patient per_1 came', 'patient per_1 left']);
    expect(rig.feed.isOnline(PATIENT)).to.equal(false);
  });

  it('does not notice a page that is loaded again', () => {
    rig.join(PATIENT)();
    const leave = rig.join(PATIENT);
    rig.pass();
    expect(rig.noticed).to.deep.equal(['patient per_1 came']);
    leave();
    const [first] = rig.timers;
    rig.join(PATIENT)();
    first!.run(); // the timer of an earlier going is about that one alone
    expect(rig.feed.isOnline(PATIENT)).to.equal(true);
    rig.pass();
    expect(rig.noticed).to.deep.equal(['patient per_1 came', 'patient per_1 left']);
  });

  it('says nothing of all those who go when the server stops', () => {
    rig.join(PATIENT);
    rig.feed.close();
    rig.pass();
    expect(rig.noticed).to.deep.equal(['patient per_1 came']);
  });

  it('tells a passing thing to those it is for, in their role', () => {
    const heard: string[] = [];
    const listen = (who: Reader) =>
      rig.feed.join(
        { ...who, organisation: null, level: 'confirmed', session: 'sid_1', expiresAt: NOON + 60_000 },
        { send: (text) => void heard.push(`${who.role} ${text}`), close: () => undefined },
      );
    listen(PATIENT);
    listen(DOCTOR);
    heard.length = 0;
    rig.feed.tell({ type: 'presence', chat: 'cht_1', online: true }, [DOCTOR]);
    expect(heard).to.deep.equal(['doctor {"type":"presence","chat":"cht_1","online":true}']);
  });

  it('tells former readers that something has changed, and never what', () => {
    const heard: unknown[] = [];
    rig.feed.join(
      { ...DOCTOR, organisation: null, level: 'confirmed', session: 'sid_1', expiresAt: NOON + 60_000 },
      { send: (text) => void heard.push(JSON.parse(text)), close: () => undefined },
    );
    const entry = {
      kind: 'note',
      seq: 2,
      revision: 2,
      sentAt: NOON,
      note: 'doctor-changed',
      person: null,
      reason: null,
    } as const;
    rig.feed.announce({ chat: 'cht_1', revision: 2, entry, readers: [PATIENT], formerReaders: [DOCTOR] });
    expect(heard[1]).to.deep.equal({ type: 'hint', epoch: 'epoch_1', chat: 'cht_1', revision: 2 });
  });
});
