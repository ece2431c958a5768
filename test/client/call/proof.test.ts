import type { Side } from '@consult/core';
import type { SignalKind, SignalView } from '@consult/core/wire';
import { describe, expect, it } from 'vitest';
import type { LinkState, SignalLine } from '../../../packages/client/src/call/contracts.js';
import { fingerprintsIn } from '../../../packages/client/src/call/fingerprints.js';
import { codeOfProof, openProof } from '../../../packages/client/src/call/proof.js';
import { createStore } from '../../../packages/client/src/store.js';
import { eventually } from '../../support/eventually.js';

type Change = (signal: SignalView) => SignalView | undefined;

/** What the two sides say to one another, past whoever may change it. */
function aLog(change: Change = (signal) => signal) {
  const signals: SignalView[] = [];
  const listeners = new Map<(signal: SignalView) => void, Side>();
  const line = (side: Side): SignalLine => ({
    send(kind: SignalKind, payload) {
      const signal = change({ seq: signals.length + 1, from: side, device: 'dev', kind, payload });
      if (!signal) return;
      signals.push(signal);
      queueMicrotask(() => {
        for (const [tell, of] of listeners) if (of !== signal.from) tell(signal);
      });
    },
    listen(listener) {
      listeners.set(listener, side);
      return () => void listeners.delete(listener);
    },
  });
  return { signals, line, listeners };
}

/** A connection as one side sees it. */
function aLink(own: string, theirs: string, connection = 'mc_1') {
  let seen = { own, theirs, connection };
  const state = createStore<LinkState>({ state: 'connected', attempt: 1, talks: true });
  return {
    state,
    fingerprints: () => seen,
    redial(next: typeof seen) {
      seen = next;
      state.set({ state: 'connected', attempt: state.value.attempt + 1, talks: true });
    },
  };
}

const both = (log = aLog(), doctorSees = aLink('D', 'P'), patientSees = aLink('P', 'D')) => ({
  log,
  doctorSees,
  patientSees,
  doctor: openProof({ side: 'doctor', link: doctorSees, line: log.line('doctor') }),
  patient: openProof({ side: 'patient', link: patientSees, line: log.line('patient') }),
});

describe('the spoken code', () => {
  it('is six digits, the same on both screens', async () => {
    const { doctor, patient, log } = both();
    await eventually(() => expect(doctor.code.value).toMatch(/^\d{6}$/));
    await eventually(() => expect(patient.code.value).toBe(doctor.code.value));
    expect(log.signals.map(({ from, kind }) => `${from} ${kind}`)).toEqual([
      'doctor commit',
      'patient reveal',
      'doctor reveal',
    ]);
  });

  it('is another one for each call of the same two browsers', async () => {
    const codes = new Set<string>();
    for (let i = 0; i < 5; i++) {
      const { doctor } = both();
      codes.add(await eventually(() => doctor.code.value ?? expect.fail()));
    }
    expect(codes.size).toBeGreaterThan(3);
  });

  it('differs where somebody sits between and hands on what the two say', async () => {
    const { doctor, patient } = both(aLog(), aLink('D', 'M1'), aLink('P', 'M2'));
    await eventually(() => expect(doctor.code.value && patient.code.value).toBeTruthy());
    expect(patient.code.value).not.toBe(doctor.code.value);
  });

  it('is not shown where a secret is not the promised one', async () => {
    const swap: Change = (signal) =>
      signal.from === 'doctor' && signal.kind === 'reveal'
        ? { ...signal, payload: { ...signal.payload, secret: '00'.repeat(32) } }
        : signal;
    const { doctor, patient } = both(aLog(swap));
    await eventually(() => expect(doctor.code.value).toBeDefined());
    expect(patient.code.value).toBeUndefined();
  });

  it('keeps the doctor’s secret until the patient’s side has told its own', async () => {
    const mute: Change = (signal) => (signal.from === 'patient' ? undefined : signal);
    const { log, patient } = both(aLog(mute));
    await eventually(() => expect(log.signals).toHaveLength(1));
    expect(log.signals[0]!.kind).toBe('commit');
    expect(patient.code.value).toBeUndefined();
  });

  it('is not told to whoever asks for it twice', async () => {
    const { log, patient } = both();
    await eventually(() => expect(patient.code.value).toBeDefined());
    const before = log.signals.length;
    log.line('doctor').send('commit', { connection: 'mc_1', commit: 'ab' });
    await eventually(() => expect(log.signals).toHaveLength(before + 1));
    await Promise.resolve();
    expect(log.signals.filter(({ from }) => from === 'patient')).toHaveLength(1);
  });

  it.each(['doctor', 'patient'] as const)('changes on redial, whoever is there first (%s)', async (first) => {
    const { doctor, patient, doctorSees, patientSees } = both();
    await eventually(() => expect(patient.code.value).toBeDefined());
    const before = doctor.code.value;
    const steps = {
      doctor: () => doctorSees.redial({ own: 'D2', theirs: 'P2', connection: 'mc_2' }),
      patient: () => patientSees.redial({ own: 'P2', theirs: 'D2', connection: 'mc_2' }),
    };
    steps[first]();
    await new Promise(setImmediate);
    steps[first === 'doctor' ? 'patient' : 'doctor']();
    await eventually(() => expect(doctor.code.value).toMatch(/^\d{6}$/));
    await eventually(() => expect(patient.code.value).toBe(doctor.code.value));
    expect(doctor.code.value).not.toBe(before);
  });

  it('stops listening when closed', () => {
    const { log, doctor, patient } = both();
    doctor.close();
    patient.close();
    expect(log.listeners.size).toBe(0);
  });

  it('does not depend on who counts as first', async () => {
    const secrets = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
    expect(await codeOfProof(['A', 'B'], secrets)).toBe(await codeOfProof(['B', 'A'], secrets));
    expect(await codeOfProof(['A', 'B'], [secrets[1], secrets[0]])).not.toBe(
      await codeOfProof(['A', 'B'], secrets),
    );
  });
});

describe('the certificates in a description', () => {
  const sdp = (...lines: string[]) => ['v=0', ...lines, 'm=audio 9 RTP', ''].join('\r\n');

  it('are one, however often and however it is written', () => {
    expect(
      fingerprintsIn(sdp('a=fingerprint:sha-256 AB:CD', 'a=setup:active', 'a=fingerprint:SHA-256 ab:cd')),
    ).toBe('SHA-256 AB:CD');
  });

  it('are both told where somebody has smuggled in a second', () => {
    const one = fingerprintsIn(sdp('a=fingerprint:sha-256 AB'));
    expect(fingerprintsIn(sdp('a=fingerprint:sha-256 AB', 'a=fingerprint:sha-1 EE'))).not.toBe(one);
  });
});
