import { ConsultError, type Role } from '@consult/core';
import { FEED_CLOSE } from '@consult/core/wire';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../server/src/deps.js';
import { createFeed } from '../../../server/src/feed/create-feed.js';
import { BEAT_SHARES, type FeedFrame, type FeedPeer } from '../../../server/src/feed/feed.js';
import { createTickets } from '../../../server/src/feed/tickets.js';

const NOON = Date.UTC(2026, 4, 12, 9);
const PORTAL = 'https://portal.example';

const aPerson = (person: string, changes: Partial<Identity> = {}): Identity => ({
  person,
  role: 'patient',
  organisation: null,
  level: 'confirmed',
  session: `sid_${person}`,
  expiresAt: NOON + 600_000,
  ...changes,
});

interface Heard extends FeedPeer {
  readonly texts: string[];
  readonly frames: FeedFrame[];
  closed: number | undefined;
}

function aPeer(): Heard {
  const texts: string[] = [];
  return {
    texts,
    closed: undefined,
    get frames() {
      return texts.map((text) => JSON.parse(text) as FeedFrame);
    },
    send: (text) => void texts.push(text),
    close(code) {
      this.closed = code;
    },
  };
}

function aFeed(socketsPerPerson = 8, socketsPerFamily = 3) {
  const clock = { now: NOON };
  const feed = createFeed({
    epoch: 'epoch_1',
    config: { beatMs: 15_000, socketsPerPerson, socketsPerFamily, ticketMs: 30_000 },
    now: () => clock.now,
  });
  return { feed, clock };
}

function codeOf(act: () => unknown) {
  try {
    act();
    return 'accepted';
  } catch (error) {
    expect(error).to.be.instanceOf(ConsultError);
    return (error as ConsultError).code;
  }
}

const aChange = (readers: [string, Role][], revision = 1) => ({
  chat: 'cht_1',
  revision,
  readers: readers.map(([person, role]) => ({ person, role })),
});

describe('A ticket to the live feed', () => {
  it('stands for the person who fetched it, once', () => {
    const { feed } = aFeed();
    const patient = aPerson('per_1');
    const { ticket, expiresAt } = feed.issueTicket(patient, PORTAL);
    expect(expiresAt).to.equal(NOON + 30_000);
    expect(feed.redeem(ticket, PORTAL)).to.equal(patient);
    expect(codeOf(() => feed.redeem(ticket, PORTAL))).to.equal('signed-out');
  });

  it('is good until its moment and not after', () => {
    const { feed, clock } = aFeed();
    const early = feed.issueTicket(aPerson('per_1'), PORTAL).ticket;
    const late = feed.issueTicket(aPerson('per_1'), PORTAL).ticket;
    clock.now = NOON + 29_999;
    expect(codeOf(() => feed.redeem(early, PORTAL))).to.equal('accepted');
    clock.now = NOON + 30_000;
    expect(codeOf(() => feed.redeem(late, PORTAL))).to.equal('signed-out');
  });

  it('is good for the origin that fetched it, and trying another one spends it', () => {
    const { feed } = aFeed();
    const { ticket } = feed.issueTicket(aPerson('per_1'), PORTAL);
    expect(codeOf(() => feed.redeem(ticket, 'https://evil.example'))).to.equal('signed-out');
    expect(codeOf(() => feed.redeem(ticket, PORTAL))).to.equal('signed-out');
  });

  it('does not outlive the token it was fetched with', () => {
    const { feed, clock } = aFeed();
    const { ticket } = feed.issueTicket(aPerson('per_1', { expiresAt: NOON + 10_000 }), PORTAL);
    clock.now = NOON + 10_000;
    expect(codeOf(() => feed.redeem(ticket, PORTAL))).to.equal('signed-out');
  });

  it('dies with the session', () => {
    const { feed } = aFeed();
    const { ticket } = feed.issueTicket(aPerson('per_1'), PORTAL);
    const other = feed.issueTicket(aPerson('per_2'), PORTAL).ticket;
    feed.expel({ session: 'sid_per_1' });
    expect(codeOf(() => feed.redeem(ticket, PORTAL))).to.equal('signed-out');
    expect(codeOf(() => feed.redeem(other, PORTAL))).to.equal('accepted');
  });

  it('cannot be guessed', () => {
    const { feed } = aFeed();
    const tickets = new Set(
      Array.from({ length: 1_000 }, () => feed.issueTicket(aPerson('per_1'), null).ticket),
    );
    expect(tickets.size).to.equal(1_000);
    for (const ticket of tickets) expect(ticket).to.match(/^[\w-]{43}$/);
    expect(codeOf(() => feed.redeem('', null))).to.equal('signed-out');
  });

  it('is refused rather than kept when there are too many', () => {
    const clock = { now: NOON };
    const tickets = createTickets({ ticketMs: 30_000, now: () => clock.now, most: 3 });
    for (let n = 1; n <= 3; n++) tickets.issue(aPerson('per_1'), null);
    expect(() => tickets.issue(aPerson('per_1'), null))
      .to.throw()
      .that.includes({ code: 'unavailable', retryAfter: 30_000 });
    clock.now += 30_000;
    expect(codeOf(() => tickets.issue(aPerson('per_1'), null))).to.equal('accepted');
  });
});

describe('The live feed', () => {
  it('says hello first', () => {
    const { feed } = aFeed();
    const peer = aPeer();
    feed.join(aPerson('per_1'), peer);
    expect(peer.frames).to.deep.equal([{ type: 'hello', epoch: 'epoch_1', beat: 15_000 }]);
  });

  it('tells those who may know, in the role they may know it in, and nobody else', () => {
    const { feed } = aFeed();
    const tabs = [aPeer(), aPeer()];
    const [asDoctor, stranger] = [aPeer(), aPeer()];
    for (const tab of tabs) feed.join(aPerson('per_1'), tab);
    feed.join(aPerson('per_1', { role: 'doctor' }), asDoctor);
    feed.join(aPerson('per_2'), stranger);
    feed.announce(aChange([['per_1', 'patient']], 7));
    for (const tab of tabs)
      expect(tab.frames[1]).to.deep.equal({ type: 'hint', epoch: 'epoch_1', chat: 'cht_1', revision: 7 });
    expect(asDoctor.frames).to.have.length(1);
    expect(stranger.frames).to.have.length(1);
  });

  it('shows what was said to those who may read it, and to others only that something was', () => {
    const { feed } = aFeed();
    const [doctor, unconsented] = [aPeer(), aPeer()];
    feed.join(aPerson('per_1', { role: 'doctor' }), doctor);
    feed.join(aPerson('per_2'), unconsented);
    const entry = {
      kind: 'note',
      seq: 1,
      revision: 1,
      sentAt: NOON,
      note: 'opened',
      person: null,
      reason: null,
    } as const;
    feed.announce({
      chat: 'cht_1',
      revision: 1,
      entry,
      readers: [
        { person: 'per_2', role: 'patient', withoutText: true },
        { person: 'per_1', role: 'doctor' },
      ],
    });
    expect(doctor.frames[1]).to.deep.include({ revision: 1, entry });
    expect(unconsented.frames[1]).to.deep.equal({
      type: 'hint',
      epoch: 'epoch_1',
      chat: 'cht_1',
      revision: 1,
    });
  });

  it('stops telling one who has left', () => {
    const { feed } = aFeed();
    const peer = aPeer();
    const leave = feed.join(aPerson('per_1'), peer);
    leave();
    leave();
    feed.announce(aChange([['per_1', 'patient']]));
    expect(peer.frames).to.have.length(1);
    expect(feed.size).to.equal(0);
  });

  it('lets go of one who cannot take a frame, and goes on with the others', () => {
    const { feed } = aFeed();
    const [slow, quick] = [aPeer(), aPeer()];
    feed.join(aPerson('per_1'), slow);
    feed.join(aPerson('per_2'), quick);
    slow.send = () => {
      throw new Error('too much is waiting');
    };
    feed.announce(
      aChange([
        ['per_1', 'patient'],
        ['per_2', 'patient'],
      ]),
    );
    expect(slow.closed).to.equal(FEED_CLOSE.slow);
    expect(quick.frames).to.have.length(2);
    expect(feed.size).to.equal(1);
  });

  it('has room for so many sockets of a person and refuses the next before it opens', () => {
    const { feed } = aFeed(8);
    const join = () => {
      const { ticket } = feed.issueTicket(aPerson('per_1'), PORTAL);
      return feed.join(feed.redeem(ticket, PORTAL), aPeer());
    };
    const leaves = Array.from({ length: 7 }, join);
    expect(codeOf(join)).to.equal('accepted');
    expect(codeOf(join)).to.equal('too-many-requests');
    expect(feed.size).to.equal(8);
    leaves[0]!();
    expect(codeOf(join)).to.equal('accepted');
  });

  it.each([1, 3])('has room for %i sockets of one browser, and for those of another', (socketsPerFamily) => {
    const { feed } = aFeed(8, socketsPerFamily);
    const join = (family?: string, person = 'per_1') => {
      const { ticket } = feed.issueTicket({ ...aPerson(person), family }, PORTAL);
      return feed.join(feed.redeem(ticket, PORTAL), aPeer());
    };
    const leaves = Array.from({ length: socketsPerFamily - 1 }, () => join('fam_1'));
    leaves.push(join('fam_1'));
    expect(codeOf(() => join('fam_1'))).to.equal('too-many-requests');
    expect(codeOf(() => join('fam_2'))).to.equal('accepted');
    expect(codeOf(() => join('fam_1', 'per_2'))).to.equal('accepted');
    expect(feed.size).to.equal(socketsPerFamily + 2);
    leaves[0]!();
    leaves[0]!(); // a socket leaves once
    expect(codeOf(() => join('fam_1'))).to.equal('accepted');
    expect(codeOf(() => join('fam_1'))).to.equal('too-many-requests');
  });

  it('counts the sockets of no browser, and of all browsers together, against the person', () => {
    const { feed } = aFeed(4, 3);
    const join = (family?: string) => {
      const { ticket } = feed.issueTicket({ ...aPerson('per_1'), family }, PORTAL);
      return feed.join(feed.redeem(ticket, PORTAL), aPeer());
    };
    for (const family of [undefined, undefined, undefined, undefined])
      expect(codeOf(() => join(family))).to.equal('accepted');
    expect(codeOf(() => join())).to.equal('too-many-requests');
    expect(codeOf(() => join('fam_1'))).to.equal('too-many-requests');
  });

  it('hangs up on a socket over the limit of a browser that came past the first check', () => {
    const { feed } = aFeed(8, 1);
    const late = aPeer();
    const visitor = { ...aPerson('per_1'), family: 'fam_1' };
    feed.join(visitor, aPeer());
    feed.join(visitor, late);
    expect(late.closed).to.equal(FEED_CLOSE.policy);
    expect(feed.size).to.equal(1);
  });

  it('hangs up on a socket over the limit that came past the first check', () => {
    const { feed } = aFeed(1);
    const late = aPeer();
    feed.join(aPerson('per_1'), aPeer());
    feed.join(aPerson('per_1'), late);
    expect(late.closed).to.equal(FEED_CLOSE.policy);
    expect(feed.size).to.equal(1);
  });

  it('beats, and closes what its token no longer covers', () => {
    const { feed, clock } = aFeed();
    const [short, long] = [aPeer(), aPeer()];
    feed.join(aPerson('per_1', { expiresAt: NOON + 15_000 }), short);
    feed.join(aPerson('per_2'), long);
    clock.now = NOON + 14_999;
    feed.beat();
    feed.closeExpired();
    expect(short.closed).to.equal(undefined);
    clock.now = NOON + 15_000;
    feed.closeExpired();
    feed.beat();
    expect(short.closed).to.equal(FEED_CLOSE.signedOut);
    expect(long.frames.slice(1)).to.deep.equal([{ type: 'beat' }, { type: 'beat' }]);
  });

  it('beats in shares: everybody once in a round, and few at a time', () => {
    const { feed } = aFeed();
    const peers = Array.from({ length: 2 * BEAT_SHARES }, (_, n) => {
      const peer = aPeer();
      feed.join(aPerson(`per_${n}`), peer);
      return peer;
    });
    const beats = () => peers.flatMap(({ frames }) => frames.slice(1)).length;
    for (let share = 0; share < BEAT_SHARES; share++) {
      feed.beat(share);
      expect(beats()).to.equal(2 * (share + 1));
    }
    for (const { frames } of peers) expect(frames.slice(1)).to.deep.equal([{ type: 'beat' }]);
  });

  it('closes all sockets of a session or of a person, and only those', () => {
    const { feed } = aFeed();
    const [here, elsewhere, other] = [aPeer(), aPeer(), aPeer()];
    feed.join(aPerson('per_1', { session: 'sid_a' }), here);
    feed.join(aPerson('per_1', { session: 'sid_b' }), elsewhere);
    feed.join(aPerson('per_2', { session: 'sid_c' }), other);
    feed.expel({ session: 'sid_a' });
    expect([here.closed, elsewhere.closed, other.closed]).to.deep.equal([4401, undefined, undefined]);
    feed.expel({ person: 'per_1' });
    expect([elsewhere.closed, other.closed]).to.deep.equal([4401, undefined]);
    feed.expel({ person: 'per_2', role: 'doctor' });
    expect(other.closed).to.equal(undefined);
    feed.expel({ person: 'per_2', role: 'patient' });
    expect(other.closed).to.equal(4401);
  });

  it('tells everyone to come back when the server stops, and opens to nobody afterwards', () => {
    const { feed } = aFeed();
    const [peer, late] = [aPeer(), aPeer()];
    const { ticket } = feed.issueTicket(aPerson('per_1'), PORTAL);
    feed.join(aPerson('per_1'), peer);
    feed.close();
    expect(peer.closed).to.equal(FEED_CLOSE.restart);
    expect(codeOf(() => feed.redeem(ticket, PORTAL))).to.equal('unavailable');
    expect(codeOf(() => feed.issueTicket(aPerson('per_1'), PORTAL))).to.equal('unavailable');
    feed.join(aPerson('per_1'), late);
    expect(late.closed).to.equal(FEED_CLOSE.restart);
    expect(feed.size).to.equal(0);
  });
});
