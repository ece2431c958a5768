import { ConsultError, type Actor } from '@consult/core';
import { FEED_CLOSE, type FeedTicket } from '@consult/core/wire';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anActiveCall, ring } from '../../support/calls.js';
import { eventually } from '../../support/eventually.js';
import { closeHouses } from '../../support/house.js';
import { actorOf, PEOPLE } from '../../support/people.js';
import { anApp, type AppRig, PORTAL } from '../app/app-rig.js';

let rig: AppRig;
beforeEach(async () => void (rig = await anApp()));
afterEach(closeHouses);

const PATIENT = actorOf('patient');
const person = PATIENT.person;

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const sends = (token: string, headers: Record<string, string> = FORM) =>
  rig.ask('POST', '/v1/backchannel-logout', {
    raw: new URLSearchParams({ logout_token: token }).toString(),
    headers,
  });
const logsOut = async (ended: { sid?: string; sub?: string }) =>
  sends(await rig.house.server.logoutTokenFor(ended));

/** What somebody with this token is answered. */
async function asks(token: string, path = '/v1/me') {
  const answer = await rig.app.request(path, { headers: { Authorization: `Bearer ${token}` } });
  return answer.ok ? answer.status : `${answer.status} ${((await answer.json()) as { code: string }).code}`;
}
const tokenOf = (actor: Actor) => rig.house.server.tokenFor(actor);

async function aTicket(actor: Actor) {
  const token = await tokenOf(actor);
  const answer = await rig.app.request('/v1/feed-tickets', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as FeedTicket).ticket;
}

/** A page that listens; `closed` is how its socket ended. */
async function aPage(actor: Actor) {
  const page: { closed?: number | undefined; heard: boolean } = { heard: false };
  rig.house.server.live({
    ticket: await aTicket(actor),
    onFrame: () => (page.heard = true),
    onClose: (code) => (page.closed = code ?? 0),
  });
  await eventually(() => expect(page.heard).toBe(true));
  return page;
}

describe('Signing out at the portal', () => {
  it('ends the session: its pages, its tickets, its tokens, and nobody else’s', async () => {
    const elsewhere = { ...PATIENT, session: 'ses_phone' };
    const [token, other] = [await tokenOf(PATIENT), await tokenOf(elsewhere)];
    const [page, otherPage] = [await aPage(PATIENT), await aPage(elsewhere)];
    const ticket = await aTicket(PATIENT);
    expect(await asks(token)).toBe(200);

    const answer = await logsOut({ sid: PATIENT.session });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await eventually(() => expect(page.closed).toBe(FEED_CLOSE.signedOut));
    expect(otherPage.closed).toBeUndefined();
    expect(() => rig.deps.feed.redeem(ticket, null)).toThrow('signed-out');
    expect(await asks(token)).toBe('401 account-ended');
    expect(await asks(await tokenOf(PATIENT))).toBe('401 account-ended');
    expect(await asks(other)).toBe(200);
  });

  it('ends all of a person, and lets in whoever signs in after that', async () => {
    const elsewhere = { ...PATIENT, session: 'ses_phone' };
    const pages = [await aPage(PATIENT), await aPage(elsewhere)];
    const stranger = await aPage(actorOf('otherPatient'));
    const token = await tokenOf(elsewhere);
    expect((await logsOut({ sub: person })).status).toBe(200);
    await eventually(() => {
      for (const { closed } of pages) expect(closed).toBe(FEED_CLOSE.signedOut);
    });
    expect(stranger.closed).toBeUndefined();
    expect(await asks(token)).toBe('401 account-ended');
    await rig.house.clock.advance(1000);
    expect(await asks(token)).toBe('401 account-ended');
    expect(await asks(await tokenOf(PATIENT))).toBe(200);
  });

  it('brings nobody back whom the administrator has shown out since, however late it is told', async () => {
    const late = await rig.house.server.logoutTokenFor({ sub: person });
    await rig.house.clock.advance(10_000);
    const token = await tokenOf(PATIENT);
    expect(await rig.outcome('POST', `/v1/people/${person}/sessions/end`, { as: 'administrator' })).toBe(204);
    expect((await sends(late)).status).toBe(200);
    expect(await asks(token)).toBe('401 account-ended');
  });

  it('is believed once, and then not for as long as the same words could come again', async () => {
    const token = await rig.house.server.logoutTokenFor({ sub: person });
    expect((await sends(token)).status).toBe(200);
    const again = await sends(token);
    expect(again.status).toBe(400);
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(await again.json()).toMatchObject({ code: 'invalid' });
    await rig.house.clock.advance(119_000);
    expect((await sends(token)).status).toBe(400);
  });

  it('is not to be had by a bad form, a JSON, a large body or an access token', async () => {
    const good = await rig.house.server.logoutTokenFor({ sub: person });
    const asked = async (raw: string, headers: Record<string, string> = FORM) =>
      (await rig.ask('POST', '/v1/backchannel-logout', { raw, headers })).status;
    expect(await asked('')).toBe(400);
    expect(await asked(`logout_token=${good}&other=1`)).toBe(400);
    expect(await asked(`logout_token=${good}&logout_token=${good}`)).toBe(400);
    expect(await asked(JSON.stringify({ logout_token: good }), { 'Content-Type': 'application/json' })).toBe(
      415,
    );
    expect(await asked(`logout_token=${'a'.repeat(rig.deps.config.bodyBytes)}`)).toBe(413);
    expect((await sends(await tokenOf(PATIENT))).status).toBe(400);
    expect(await asks(good)).toBe('401 signed-out');
  });

  it('asks to be told again while the portal’s keys cannot be had', async () => {
    rig = await anApp(
      {},
      { readLogout: () => Promise.reject(new ConsultError('unavailable', { retryAfter: 1000 })) },
    );
    const answer = await sends('a.b.c');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('ends the call the session sits in, and tells the other side', async () => {
    const chat = await rig.house.aChat();
    const { id } = await anActiveCall(rig.house, chat);
    await logsOut({ sid: 'ses_of_another_device' });
    const view = () => rig.house.call<{ call: object }>('doctor', 'GET', `/v1/calls/${id}`);
    expect((await view()).call).toMatchObject({ state: 'active' });
    await logsOut({ sid: PATIENT.session });
    expect((await view()).call).toMatchObject({ state: 'ended', end: 'hang-up' });
    expect((await chat.entries()).at(-1)).toMatchObject({ kind: 'note', note: 'call-ended' });
  });

  it('ends a call that rings from the doctor who signs out, and drops those at the broker', async () => {
    const chat = await rig.house.aChat();
    const { id } = await ring(rig.house, chat);
    await logsOut({ sid: actorOf('doctor').session });
    const { entries } = await rig.house.call<{ entries: object[] }>(
      'patient',
      'GET',
      `/v1/chats/${chat.id}/entries`,
    );
    expect(entries.at(-1)).toMatchObject({ note: 'call-missed' });
    expect(
      await rig.outcome('POST', `/v1/calls/${id}/accept`, {
        as: 'patient',
        body: { device: `dev_${'1'.repeat(32)}` },
      }),
    ).toBe('call-ended');
  });

  it('breaks off no more than its own downloads', async () => {
    const { feed } = rig.deps;
    const own = feed.lease('cht_1', 'fil_1', PATIENT);
    const other = feed.lease('cht_1', 'fil_1', { ...PATIENT, session: 'ses_phone' });
    await logsOut({ sid: PATIENT.session });
    expect([own.signal.aborted, other.signal.aborted]).toEqual([true, false]);
  });
});

describe('The administrator', () => {
  const end = (as: 'administrator' | 'operator' | 'patient', id = person) =>
    rig.outcome('POST', `/v1/people/${id}/sessions/end`, { as });

  it('ends the sessions of a person, also against a portal whose clock is ahead', async () => {
    const page = await aPage(PATIENT);
    expect(await end('patient')).toBe('not-allowed');
    expect(await end('operator')).toBe('not-allowed');
    expect(page.closed).toBeUndefined();
    expect(await end('administrator')).toBe(204);
    await eventually(() => expect(page.closed).toBe(FEED_CLOSE.signedOut));
    await rig.house.clock.advance(5000);
    expect(await asks(await tokenOf(PATIENT))).toBe('401 account-ended'); // perhaps made before, by that clock
    await rig.house.clock.advance(1000);
    expect(await asks(await tokenOf(PATIENT))).toBe(200);
  });

  it('takes a role away until it is given back, whatever the portal says, and leaves the others', async () => {
    const doctor = actorOf('doctor');
    const asPatient: Actor = { ...doctor, role: 'patient', organisation: null };
    const [page, patientPage] = [await aPage(doctor), await aPage(asPatient)];
    const path = `/v1/people/${doctor.person}/roles/doctor`;
    expect(await rig.outcome('DELETE', path, { as: 'operator' })).toBe('not-allowed');
    expect(await rig.outcome('DELETE', path, { as: 'administrator' })).toBe(204);
    expect(await rig.outcome('DELETE', path, { as: 'administrator' })).toBe(204);
    await eventually(() => expect(page.closed).toBe(FEED_CLOSE.signedOut));
    expect(patientPage.closed).toBeUndefined();
    await rig.house.clock.advance(60 * 60_000);
    expect(await asks(await tokenOf(doctor))).toBe('401 account-ended');
    expect(await asks(await tokenOf(asPatient))).toBe(200);
    expect(await rig.outcome('PUT', path, { as: 'administrator' })).toBe(204);
    expect(await asks(await tokenOf(doctor))).toBe(200);
  });

  it('keeps the own role, so that one is always left; and knows no role that is none', async () => {
    const own = `/v1/people/${PEOPLE.administrator.id}/roles`;
    expect(await rig.outcome('DELETE', `${own}/administrator`, { as: 'administrator' })).toBe('not-allowed');
    expect(await rig.outcome('DELETE', `${own}/patient`, { as: 'administrator' })).toBe(204);
    expect(await rig.outcome('DELETE', `${own}/root`, { as: 'administrator' })).toBe('not-found');
  });

  it('may do it from the portal’s pages', async () => {
    const answer = await rig.ask('OPTIONS', `/v1/people/${person}/roles/patient`, {
      headers: { Origin: PORTAL, 'Access-Control-Request-Method': 'DELETE' },
    });
    expect(answer.headers.get('access-control-allow-methods')).toContain('DELETE');
  });
});

describe('A token that runs out', () => {
  it('takes its page’s socket with it', async () => {
    const page = await aPage(PATIENT);
    await rig.house.clock.advance(10 * 60_000 - 1);
    expect(page.closed).toBeUndefined();
    await rig.house.clock.advance(1);
    await eventually(() => expect(page.closed).toBe(FEED_CLOSE.signedOut));
  });
});
