import { buildServer, openServerRig } from '../../server/main/server-program.js';
import { type Clinic, type Consultation, furnishClinic, WIDE_LIMITS } from './clinic.js';

/** A server of its own that runs from the first test of a file to the last. */
export interface Ward {
  /** Where it keeps everything. */
  readonly folder: string;
  readonly address: string;
  readonly clinic: Clinic;
  /** A patient and a doctor. */
  readonly pair: Consultation;
  /** The same patient's consultation `count` times anew. */
  rounds(
    count: number,
    race: (chat: Consultation, round: number) => Promise<void>,
    startsAt?: () => number,
  ): Promise<void>;
  close(): Promise<void>;
}

export async function openWard(): Promise<Ward> {
  const built = await buildServer();
  const rig = await openServerRig(built.file);
  const { address } = await rig.start(WIDE_LIMITS);
  const clinic = await furnishClinic(rig.desk, () => address);
  const [pair] = (await clinic.consultations(1)) as [Consultation];
  return {
    folder: rig.folder,
    address,
    clinic,
    pair,
    async rounds(count, race, startsAt = Date.now) {
      for (let round = 0; round < count; round++) await race(await clinic.again(pair, startsAt()), round);
    },
    async close() {
      await rig.close();
      built.remove();
    },
  };
}
