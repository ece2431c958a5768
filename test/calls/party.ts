import type { Browser, Page } from 'puppeteer-core';
import { until } from '../e2e/support/screen.js';
import type { Clinic, Who } from './clinic.js';
import type { CallPage, Told } from './pages/call.js';
import type { Seen } from './pages/watch.js';

/** Wider than any placeholder. */
const CAMERA = 160;

/** A picture that still moves so long after a fault, in ms, was not hurt by it. */
const UNHURT = 4000;

/** Somebody before their page, with what they do and what their browser sees. */
export interface Party {
  readonly page: Page;
  /** Uncaught errors of the page. */
  readonly faults: readonly string[];
  ring(chat: string): Promise<void>;
  accept(options?: { audioOnly?: boolean }): Promise<void>;
  /** Declines, cancels or hangs up. */
  end(): Promise<void>;
  dismiss(): Promise<void>;
  state(): Promise<Told | undefined>;
  look(): Promise<Seen>;
  left(): Promise<{ connections: number; sockets: number; tracks: number }>;
  /** Waits until the page says so of its call. */
  untilState(what: Partial<Told>, patience?: number): Promise<void>;
  /** Waits until camera frames of the other side are decoded, one after another, from now on. */
  untilSees(patience?: number): Promise<void>;
  /** Waits until the other side's picture moves again after what happened at `since`; answers how long it took, in ms. */
  recovered(since: number, patience?: number): Promise<number>;
  reload(): Promise<void>;
}

/** Opens the page of `who` and waits until it is live. */
export async function openParty(browser: Browser, clinic: Clinic, who: Who): Promise<Party> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(clinic.pageOf(who));
  const live = () =>
    page.waitForFunction(() => (globalThis as unknown as { page?: CallPage }).page?.connection() === 'live');
  await live();

  const ask = <K extends keyof CallPage>(verb: K, ...given: Parameters<CallPage[K]>) =>
    page.evaluate(
      (name, args) => {
        const { page: own } = globalThis as unknown as {
          page: Record<string, (...all: unknown[]) => unknown>;
        };
        return own[name]!(...args);
      },
      verb,
      given as unknown[],
    ) as Promise<Awaited<ReturnType<CallPage[K]>>>;
  const state = () => ask('state');
  const look = () => ask('look');

  return {
    page,
    faults,
    ring: async (chat) => void (await ask('ring', chat)),
    accept: (options) => (options ? ask('accept', options) : ask('accept')),
    end: () => ask('end'),
    dismiss: () => ask('dismiss'),
    state,
    look,
    left: () => ask('left'),
    async untilState(what, patience = 40_000) {
      const wanted = Object.entries(what);
      let last: Told | undefined;
      await until(async () => {
        last = await state();
        return last && wanted.every(([key, value]) => last![key as keyof Told] === value);
      }, patience).catch(() => {
        throw new Error(`${who}: not ${JSON.stringify(what)} but ${JSON.stringify(last)}`);
      });
    },
    async untilSees(patience = 40_000) {
      const before = await look();
      let last = before;
      await until(async () => {
        last = await look();
        const since = last.made === before.made ? before.frames : 0;
        return last.width >= CAMERA && last.frames >= since + 5;
      }, patience).catch(async () => {
        throw new Error(`${who} sees nothing: ${JSON.stringify(last)}, ${JSON.stringify(await state())}`);
      });
    },
    async recovered(since, patience = 50_000) {
      const moves = async () => {
        const at = await ask('movesSince');
        if (at === undefined) return undefined;
        if (at > since) return at;
        return Date.now() - since > UNHURT ? since : undefined;
      };
      const at = await until(moves, patience).catch(async () => {
        throw new Error(`${who}: no picture again, ${JSON.stringify(await state())}`);
      });
      return Math.round(at - since);
    },
    async reload() {
      await page.reload();
      await live();
    },
  };
}

/** A doctor and a patient in an open consultation. */
export interface Couple {
  readonly chat: string;
  readonly doctor: Party;
  readonly patient: Party;
  /** Rings, and waits until it rings there. */
  ring(): Promise<void>;
  /** Rings, accepts, and waits until each sees the other. */
  call(): Promise<void>;
  untilBothSee(patience?: number): Promise<void>;
  /** Waits until both pictures move again after what happened at `since`; answers how long the later one took, in ms. */
  recovered(since: number, patience?: number): Promise<number>;
  /** Waits until both pages say that it ended so. */
  untilEnded(end: Told['end']): Promise<void>;
  close(): Promise<void>;
}

export async function openCouple(
  clinic: Clinic,
  [doctors, patients]: readonly [Browser, Browser],
): Promise<Couple> {
  const chat = await clinic.newChat();
  const [doctor, patient] = await Promise.all([
    openParty(doctors, clinic, 'doctor'),
    openParty(patients, clinic, 'patient'),
  ]);
  /** A failure says what the other one sees, too. */
  const both = async (run: (party: Party) => Promise<void>) => {
    const outcomes = await Promise.allSettled([run(doctor), run(patient)]);
    const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    if (!failures.length) return;
    const states = await Promise.all([doctor.state(), patient.state()].map((state) => state.catch(String)));
    throw new Error(`${failures.join('; ')}\ndoctor and patient: ${JSON.stringify(states)}`);
  };
  const ring = async () => {
    await doctor.ring(chat);
    await patient.untilState({ phase: 'incoming' });
  };
  const untilBothSee = (patience?: number) => both((party) => party.untilSees(patience));
  return {
    chat,
    doctor,
    patient,
    ring,
    untilBothSee,
    async call() {
      await ring();
      await patient.accept();
      await untilBothSee();
      await both((party) => party.untilState({ phase: 'active' }));
    },
    recovered: async (since, patience) =>
      Math.max(...(await Promise.all([doctor, patient].map((party) => party.recovered(since, patience))))),
    untilEnded: (end) => both((party) => party.untilState({ phase: 'ended', end })),
    close: async () => {
      // What lives on would ring in the next test.
      await doctor.end().catch(() => undefined);
      await doctor.untilState({ phase: 'ended' }).catch(() => undefined);
      await Promise.all([doctor, patient].map(async ({ page }) => page.isClosed() || page.close()));
    },
  };
}
