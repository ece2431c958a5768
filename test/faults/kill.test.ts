import type { ChatView } from '@consult/core/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildServer, openServerRig, type ServerRig } from '../server/main/server-program.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { orphansIn, violationsIn } from './checker.js';
import { type Clinic, furnishClinic, readAll, WIDE_LIMITS } from './support/clinic.js';
import { identityOf } from './support/history.js';
import { randomFrom, SEED, SIZES } from './support/sizes.js';
import { concluder, pageWriter, plainWriter, type Writer } from './support/writers.js';

/** Twenty people: in each of ten consultations the patient writes in a page and the doctor over plain HTTP. */
const CONSULTATIONS = 10;

/** How often one server is killed. All it keeps is checked after each kill, so a long run takes several, one after another. */
const KILLS_EACH = 25;

const servers = Array.from({ length: Math.ceil(SIZES.kills / KILLS_EACH) }, (_, before) => ({
  server: before + 1,
  kills: Math.min(KILLS_EACH, SIZES.kills - before * KILLS_EACH),
}));

let built: Awaited<ReturnType<typeof buildServer>>;
let rig: ServerRig;
beforeAll(async () => {
  built = await buildServer();
});
beforeEach(async () => {
  rig = await openServerRig(built.file);
});
afterEach(() => rig.close());
afterAll(() => built.remove());

describe.each(servers)('Server $server, killed $kills times under load', ({ server, kills }) => {
  const random = randomFrom(SEED + server);

  it(`has kept all it acknowledged exactly once, and everybody sees the same in the end (seed ${SEED})`, async () => {
    const port = await freePort();
    const env = { ...WIDE_LIMITS, CONSULT_PORT: String(port) };
    const address = `http://127.0.0.1:${port}`;
    let { program } = await rig.start(env);
    const clinic = await furnishClinic(rig.desk, () => address);
    const chats = await clinic.consultations(CONSULTATIONS);
    const doctor = concluder(clinic, chats[0]!);
    const writers: Writer[] = chats.flatMap((chat) => [
      plainWriter(clinic, chat, random),
      pageWriter(clinic, address, chat, random),
    ]);
    const histories = [doctor.history, ...writers.map(({ history }) => history)];

    const ready: number[] = [];
    for (let round = 1; round <= kills; round++) {
      await new Promise((resolve) => setTimeout(resolve, 100 + random() * SIZES.killWithin));
      await program.kill();
      for (const writer of writers) if (random() < 0.25) writer.reload();
      expect(violationsIn(rig.folder, histories), `round ${round}`).toEqual([]);
      const started = performance.now();
      ({ program } = await rig.start(env));
      ready.push(performance.now() - started);
    }
    await Promise.all([doctor, ...writers].map((writer) => writer.finish()));

    expect(violationsIn(rig.folder, histories)).toEqual([]);
    for (const writer of writers) await seesWhatIsKept(clinic, writer);
    const said = histories.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    expect(said).toBeGreaterThan(writers.length * kills);
    console.log(
      `${kills} kills, ${said} messages and ${doctor.history.ended.size} conclusions acknowledged; ready again after ${ready
        .sort((a, b) => a - b)
        .map(Math.round)
        .filter((_, at) => at === 0 || at === ready.length - 1)
        .join(' to ')} ms`,
    );
    expect(await program.stop()).toBe(0);
    ({ program } = await rig.start(env)); // sweeps what nobody speaks of
    await eventually(() => expect(orphansIn(rig.folder)).toEqual([]));
    await program.stop();
  });
});

/** The log the server shows is the one the person's screens have shown, and nothing of it counts as unread by mistake. */
async function seesWhatIsKept(clinic: Clinic, { chat, who, history }: Writer) {
  const log = await readAll(clinic, chat, who);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
  for (const [seq, entry] of history.seen.get(chat.id) ?? [])
    expect(identityOf(log[seq - 1]!)).toBe(identityOf(entry));
  const view = (await clinic.must<{ chat: ChatView }>(who, 'GET', `/v1/chats/${chat.id}`)).chat;
  const unread = log.filter(
    (entry) =>
      entry.seq > view.readSeq &&
      entry.kind !== 'tombstone' &&
      !('author' in entry && entry.author.id === who.person),
  );
  expect(view.unread).toBe(unread.length);
}
