import type { SignalView } from '@consult/core/wire';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { CALL_TUNING } from '../../../packages/client/src/call/call-tuning.js';
import { openLine } from '../../../packages/client/src/call/signal-line.js';
import { aCallPage, newDevice, ring } from '../../support/calls.js';
import { eventually } from '../../support/eventually.js';
import { aHouse, closeHouses } from '../../support/house.js';
import { aTab } from '../support/a-tab.js';

afterEach(closeHouses);

/** The patient's end of a line, and the doctor's page at the other. */
async function aLine(before: readonly string[] = []) {
  const house = await aHouse();
  const chat = await house.aChat();
  const doctor = aCallPage(house, 'doctor');
  const { id } = await ring(house, chat, doctor);
  for (const text of before) await doctor.signal(id, 'text', { text });
  const client = aTab(house, 'patient');
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const all: SignalView[] = [];
  const refusals: string[] = [];
  const line = openLine({
    client,
    connection: client.connection,
    tuning: { ...CALL_TUNING, backoff: [5, 20] },
    signal: life.signal,
    callId: id,
    device: newDevice(),
    from: before.length,
    onSignal: (signal) => all.push(signal),
    onView: () => undefined,
    onRefused: (_, code) => refusals.push(code),
  });
  return { house, doctor, id, line, all, refusals };
}

const textsOf = (signals: readonly SignalView[]) => signals.map(({ payload }) => payload.text);

describe('the line between two pages', () => {
  it('tells who begins to listen later what was said since the page sat down, and nothing older', async () => {
    const { doctor, id, line, all } = await aLine(['старое']);
    await doctor.signal(id, 'text', { text: 'новое' });
    line.ask();
    await eventually(() => expect(textsOf(all)).toEqual(['старое', 'новое']));
    const heard: SignalView[] = [];
    line.listen((signal) => heard.push(signal));
    await doctor.signal(id, 'text', { text: 'ещё' });
    line.hint(3);
    await eventually(() => expect(textsOf(heard)).toEqual(['новое', 'ещё']));
  });

  it('brings each signal once, more than one page of them, in order', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `${index}`);
    const { line, all } = await aLine(many);
    line.ask();
    line.ask();
    await eventually(() => expect(textsOf(all)).toEqual(many));
  });

  it('does not ask for what it has said itself', async () => {
    const { house, line } = await aLine();
    line.send('ready', { attempt: 1 });
    const asked = () =>
      house.network.exchanges.filter(({ method, path }) => `${method} ${path}`.includes('/signals'));
    await eventually(() => expect(asked()).toHaveLength(1));
    await eventually(() => {
      line.hint(1);
      expect(asked().every(({ method }) => method === 'POST')).toBe(true);
    });
  });

  it('sends in order, each once, over a network that loses requests and answers', async () => {
    const { house, doctor, id, line } = await aLine();
    house.network.failNext('POST', 'unreachable', 2);
    house.network.loseAnswer('/signals');
    for (const text of ['раз', 'два', 'три']) line.send('text', { text });
    await eventually(async () => expect(textsOf(await doctor.signals(id))).toEqual(['раз', 'два', 'три']));
  });

  it('says that the call is over', async () => {
    const { doctor, id, line, refusals } = await aLine();
    await doctor.end(id);
    line.send('text', { text: 'Алло?' });
    await eventually(() => expect(refusals).toEqual(['call-ended']));
  });
});
