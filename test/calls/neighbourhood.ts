import type { Browser } from 'puppeteer-core';
import { openChromium } from './browsers.js';
import { type Clinic, openClinic } from './clinic.js';
import { type Coturn, startCoturn } from './coturn.js';
import { type Home, openStreet, type Street } from './network.js';
import { type Couple, openCouple } from './party.js';

/** How long it rings here, in ms: long enough for a busy machine to answer. */
export const RING = 6000;

/** A street with a doctor's home, a patient's behind a router, a clinic and coturn: where calls are tried. */
export interface Neighbourhood {
  readonly street: Street;
  readonly clinic: Clinic;
  readonly homes: readonly [doctor: Home, patient: Home];
  readonly browsers: readonly [doctor: Browser, patient: Browser];
  /** What the server is told. */
  readonly settings: Record<string, string>;
  /** A doctor and a patient in front of new pages. The ones before leave. */
  couple(browsers?: readonly [Browser, Browser]): Promise<Couple>;
  /** Both leave, and what they called ends. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function openNeighbourhood(): Promise<Neighbourhood> {
  const street = await openStreet();
  const homes = [await street.home(), await street.home({ nat: true })] as const;
  const coturn: Coturn = await startCoturn(street);
  const settings = { ...coturn.settings, CONSULT_RING_MS: String(RING) };
  const clinic = await openClinic({ env: settings });
  await street.carry(clinic.ports);
  const browsers = [await openChromium(homes[0]), await openChromium(homes[1])] as const;
  let inside: Couple | undefined;
  const empty = async () => {
    const leaving = inside;
    inside = undefined;
    await leaving?.close();
  };
  return {
    street,
    clinic,
    homes,
    browsers,
    settings,
    async couple(others = browsers) {
      await empty();
      return (inside = await openCouple(clinic, others));
    },
    empty,
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()));
      await clinic.close();
      await coturn.stop();
      await street.close();
    },
  };
}
