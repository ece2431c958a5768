import { openChromium } from '../calls/browsers.js';
import { openClinic } from '../calls/clinic.js';
import { startCoturn } from '../calls/coturn.js';
import { openStreet, reasonForNoStreet } from '../calls/network.js';
import { openCouple } from '../calls/party.js';
import { type Figure, median } from './figures.js';

const ROUNDS = 5;

/** From what breaks a call until both see each other again, beside what the design allows. */
export async function recoveryFigures(): Promise<Figure[]> {
  const reason = await reasonForNoStreet();
  if (reason) {
    console.log(`How a call recovers was not measured: ${reason}`);
    return [];
  }
  const street = await openStreet();
  const homes = [await street.home(), await street.home({ nat: true })] as const;
  const coturn = await startCoturn(street);
  const clinic = await openClinic({ env: coturn.settings });
  await street.carry(clinic.ports);
  const browsers = [await openChromium(homes[0]), await openChromium(homes[1])] as const;
  const couple = await openCouple(clinic, browsers);
  const { doctor, patient } = couple;
  const measure = async (what: string, allowed: number, breakIt: () => Promise<unknown>): Promise<Figure> => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const since = Date.now();
      await breakIt();
      times.push(await couple.recovered(since, 60_000));
    }
    return {
      what: `${what}, beside ${allowed / 1000} s`,
      unit: 'ms',
      ours: median(times),
      floor: allowed,
      bar: ['<=', 1],
    };
  };
  try {
    await couple.call();
    return [
      await measure('reload by the patient → both see', 3000, () => patient.reload()),
      await measure('reload by the doctor → both see', 3000, () => doctor.reload()),
      await measure('reload by both → both see', 3000, () =>
        Promise.all([doctor.reload(), patient.reload()]),
      ),
      await measure('another network → both see', 5000, () => homes[0].move()),
    ];
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await clinic.close();
    await coturn.stop();
    await street.close();
  }
}
