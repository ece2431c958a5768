import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConclusionSheet } from '../../server/src/conclusions/conclusion-sheet.js';
import { aHouse, closeHouses, NOON, type House } from '../support/house.js';
import { PEOPLE, type PersonKey } from '../support/people.js';
import { COMMANDS, sameForEverybody } from './model/commands.js';
import { paperOf } from './model/documents.js';
import { FILES_PER_CHAT, FILES_PER_MESSAGE, ServiceModel } from './model/service-model.js';
import { SEED, SIZES } from './support/sizes.js';

afterEach(closeHouses);

const MINUTE = 60_000;

/** One that stands open, one that opens soon, of a child, and one that is far off. */
const CAST: readonly (readonly [patient: PersonKey, doctor: PersonKey, inMinutes: number])[] = [
  ['patient', 'doctor', 0],
  ['child', 'doctor', 10],
  ['otherPatient', 'surgeon', 40],
];

async function begin(): Promise<{ model: ServiceModel; real: House }> {
  const config = { filesPerChat: FILES_PER_CHAT, filesPerMessage: FILES_PER_MESSAGE };
  const renderConclusion = async ({ version, content }: ConclusionSheet) => paperOf(version, content);
  const real = await aHouse({ config, renderConclusion });
  const model = new ServiceModel(NOON);
  model.speakers.set(PEOPLE.child.id, PEOPLE.patient.id);
  for (const [patient, doctor, minutes] of CAST) {
    const startsAt = NOON + minutes * MINUTE;
    const state = minutes ? 'scheduled' : 'open';
    const { id } = await real.aChat({ patient, doctor, startsAt, state });
    const endsAt = startsAt + 30 * MINUTE;
    const people = { patient: PEOPLE[patient].id, doctor: PEOPLE[doctor].id };
    model.begin({ id, ...people, startsAt, endsAt }, !minutes);
  }
  return { model, real };
}

describe(`Any story of patients, doctors and a registry (seed ${SEED})`, () => {
  it('is told alike by the service and by a model of it', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.commands(COMMANDS, { maxCommands: SIZES.storyLength, size: 'max' }),
        async (story) => {
          const setup = await begin();
          try {
            await fc.asyncModelRun(() => setup, story);
            await sameForEverybody(setup.model, setup.real);
            done++;
          } finally {
            await setup.real.close();
          }
        },
      ),
      { seed: SEED, numRuns: SIZES.stories },
    );
    expect(done).toBeGreaterThanOrEqual(SIZES.stories);
  });
});
