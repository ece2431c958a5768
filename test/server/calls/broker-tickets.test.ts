import { createHmac } from 'node:crypto';
import { codeOf } from '@consult/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrokerGrant } from '../../../server/src/calls/broker-port.js';
import { createSeal, createTicketGate, sealTicket } from '../../../server/src/calls/broker-tickets.js';
import { readEnd } from '../../../server/src/calls/remote-broker.js';
import { type BrokerRig, openBrokerRig, PORTAL } from './broker-rig.js';

const NOON = Date.UTC(2026, 10, 27, 9);
const HERE = 'https://consult.example/v1/broker/';
const SECRET = Buffer.alloc(32, 7);
const grant: BrokerGrant = {
  call: 'call_1',
  peer: 'doctor-1',
  partner: 'patient-1',
  side: 'doctor',
  expiresAt: NOON + 30_000,
};

/** A gate of a broker that has stood for a while. */
function aGate({ most, openedAt = NOON - 60_000 }: { most?: number; openedAt?: number } = {}) {
  const clock = { now: openedAt };
  const gate = createTicketGate({ seal: createSeal(SECRET), now: () => clock.now, most });
  clock.now = NOON;
  const refusal = (text: string, peer = grant.peer, audience = HERE) => {
    try {
      gate.redeem(text, peer, audience);
      return undefined;
    } catch (error) {
      return codeOf(error);
    }
  };
  return { clock, gate, refusal };
}
const aTicket = (changes: Partial<BrokerGrant> = {}, at = NOON) =>
  sealTicket(createSeal(SECRET), HERE, { ...grant, ...changes }, at);

describe('A ticket to the broker', () => {
  it('is read in another process that has the secret, and says what was granted', () => {
    expect(aGate().gate.redeem(aTicket(), grant.peer, HERE)).to.deep.equal(grant);
  });

  it('hides what it says, and fits into an address', () => {
    const ticket = aTicket();
    expect(ticket).to.match(/^[\w-]{100,400}$/);
    expect(Buffer.from(ticket, 'base64url').toString('latin1')).not.to.match(/call_1|patient-1/);
    expect(aTicket()).not.to.equal(ticket);
  });

  it('opens once', () => {
    const { refusal } = aGate();
    const ticket = aTicket();
    expect([refusal(ticket), refusal(ticket)]).to.deep.equal([undefined, 'signed-out']);
  });

  it('opens up to its last millisecond, and not at its end', () => {
    const { clock, refusal } = aGate();
    const [ticket, same] = [aTicket(), aTicket()];
    clock.now = NOON + 29_999;
    expect(refusal(ticket)).to.equal(undefined);
    clock.now = NOON + 30_000;
    expect(refusal(same)).to.equal('signed-out');
  });

  it('is good for 30 s and no longer, whatever was asked for', () => {
    const { clock, refusal } = aGate();
    const [ticket, same] = [0, 1].map(() => aTicket({ expiresAt: NOON + 86_400_000 })) as [string, string];
    clock.now = NOON + 29_999;
    expect(refusal(ticket)).to.equal(undefined);
    clock.now = NOON + 30_000;
    expect(refusal(same)).to.equal('signed-out');
  });

  it('is remembered as spent for as long as any clock takes it for good', () => {
    const { clock, gate, refusal } = aGate();
    const ahead = aTicket({ expiresAt: NOON + 35_000 }, NOON + 5_000); // by a clock that is 5 s fast
    expect(refusal(ahead)).to.equal(undefined);
    for (clock.now = NOON; clock.now <= NOON + 40_000; clock.now += 1_000)
      expect(refusal(ahead)).to.equal('signed-out');
    expect(refusal(aTicket({ expiresAt: clock.now + 1 }, clock.now))).to.equal(undefined);
    expect(gate.spent).to.equal(1);
  });

  it('that comes from a clock too far ahead is refused', () => {
    expect(aGate().refusal(aTicket({ expiresAt: NOON + 35_001 }, NOON + 5_001))).to.equal('signed-out');
  });

  it('opens one place only, and is spent by whoever tries another', () => {
    const { refusal } = aGate();
    const ticket = aTicket();
    expect([refusal(ticket, 'patient-1'), refusal(ticket)]).to.deep.equal(['signed-out', 'signed-out']);
  });

  it('is for one broker of those that stand side by side', () => {
    expect(aGate().refusal(aTicket(), grant.peer, 'https://other.example/v1/broker/')).to.equal('signed-out');
  });

  it('is refused with any bit of it changed, with a bit more and with a bit less', () => {
    const { refusal } = aGate();
    const ticket = aTicket();
    const bytes = Buffer.from(ticket, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(refusal(changed.toString('base64url')), `bit ${bit}`).to.equal('signed-out');
    }
    for (const other of [`${ticket}A`, ticket.slice(0, -1), `${ticket}=`, ` ${ticket}`, `${ticket}$`])
      expect(refusal(other), other).to.equal('signed-out');
    expect(refusal(ticket)).to.equal(undefined);
  });

  it('cannot be written without the secret, nor be something else that was sealed with it', () => {
    const { refusal } = aGate();
    const fake = sealTicket(createSeal(Buffer.alloc(32, 8)), HERE, grant, NOON);
    const signed = createHmac('sha256', SECRET).update(JSON.stringify(grant)).digest('base64url');
    const other = createSeal(SECRET).seal('end', HERE, { ...grant, issuedAt: NOON });
    for (const text of [fake, signed, other, '', 'x', 'A'.repeat(2_000), JSON.stringify(grant)])
      expect(refusal(text)).to.equal('signed-out');
    expect(readEnd(createSeal(SECRET), HERE, aTicket(), NOON)).to.equal(undefined);
  });

  it('from before the broker began is refused: it cannot know whether it was spent', () => {
    const { refusal } = aGate({ openedAt: NOON });
    expect(refusal(aTicket({}, NOON - 1))).to.equal('signed-out');
    expect(refusal(aTicket({}, NOON))).to.equal(undefined);
  });

  it('waits outside in a flood, and no memory grows', () => {
    const { clock, gate, refusal } = aGate({ most: 3 });
    for (let each = 0; each < 3; each++) refusal(aTicket());
    const fourth = aTicket();
    expect(refusal(fourth)).to.equal('unavailable');
    clock.now = NOON + 35_000;
    expect(refusal(aTicket({ expiresAt: clock.now + 1 }, clock.now))).to.equal(undefined);
    expect(gate.spent).to.equal(1);
  });
});

describe('Before the WebSocket opens', () => {
  let rig: BrokerRig;
  beforeEach(async () => void (rig = await openBrokerRig()));
  afterEach(() => rig.close());

  it('a stranger, a ticket of somebody else, a used one and a late one are refused with a problem', async () => {
    const given = rig.grant('call-1', 'doctor');
    const used = rig.broker.issue(given);
    expect(await rig.knock(given.peer, used)).to.equal(101);
    const late = rig.broker.issue(given);
    const stolen = rig.broker.issue(given);
    expect(await rig.refusal(given.peer, used)).to.equal('signed-out');
    expect(await rig.refusal('call-1-patient', stolen)).to.equal('signed-out');
    rig.clock.now += 30_000;
    expect(await rig.refusal(given.peer, late)).to.equal('signed-out');
    expect(await rig.refusal(given.peer, 'made-up')).to.equal('signed-out');
    expect(await rig.refusal('', '')).to.equal('signed-out');
    expect(await rig.knock(given.peer, 'made-up')).to.equal(401);
    expect(rig.broker.size().sockets).to.equal(0);
  });

  it('a page of another origin is refused, and its ticket stays good', async () => {
    const given = rig.grant('call-1', 'doctor');
    const ticket = rig.broker.issue(given);
    for (const origin of ['https://evil.example', 'null', `${PORTAL}.evil.example`, undefined])
      expect(await rig.refusal(given.peer, ticket, { origin })).to.equal('origin-refused');
    expect(await rig.knock(given.peer, ticket)).to.equal(101);
  });

  it('a refused stranger does not disturb who is there', async () => {
    const { doctor } = await rig.pair('call-1');
    expect(await rig.knock(doctor.id, 'made-up')).to.equal(401);
    expect(doctor.socket.readyState).to.equal(1);
  });
});
