import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../server/src/app.js';
import { tusUploads } from '../../../server/src/files/tus-uploads.js';
import { anApp } from '../app/app-rig.js';
import { aFolder } from '../db/stores.js';
import { aboutNothing, outcomeFor, TABLE } from './table.js';
import { ACTOR_NAMES, makeWorld, type Trial } from './world.js';

const folder = aFolder();
let openWorld: () => Promise<Trial>;
beforeAll(async () => void (openWorld = await makeWorld(folder)));
afterAll(() => rmSync(folder, { recursive: true }));

const outcomeOf = async (answer: Response) =>
  answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;

/** A refusal without what differs from request to request. */
async function told(answer: Response) {
  const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>;
  const { 'x-request-id': __, ...headers } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, body };
}

/** The routes of the app, those of middlewares left out. */
const routesOf = (app: ReturnType<typeof createApp>) =>
  new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`));

describe('The table of rights', () => {
  it('speaks of every route of the app, and of no other', async () => {
    const { app, house } = await anApp({}, {}, { resumable: (deps) => tusUploads(deps, folder) });
    const routes = [...routesOf(app)].map((route) => route.replace(/(?<=.)\/$/, ''));
    await house.close();
    expect([...new Set(TABLE.map(({ route }) => route))].sort()).to.deep.equal(routes.sort());
  });

  for (const row of TABLE)
    describe([row.route, row.when].filter(Boolean).join(', '), () => {
      const [method, pattern] = row.route.split(' ') as [string, string];

      it('is asked as it is registered', async () => {
        const { world, close } = await openWorld();
        const shape = new RegExp(`^${pattern.replace(/:\w+/g, '[^/?]+')}(\\?.+)?$`);
        expect(row.path(world)).to.match(shape);
        await close();
      });

      for (const actor of ACTOR_NAMES)
        it(`${actor}: ${outcomeFor(row, actor)}`, async () => {
          const { world, ask, close } = await openWorld();
          const sending = { body: row.body?.(world), raw: row.raw, headers: row.headers };
          const answer = await ask(actor, method, row.path(world), sending);
          const comparable = answer.clone();
          expect(await outcomeOf(answer)).to.equal(outcomeFor(row, actor));

          const nothing = aboutNothing(row, world);
          if (nothing && outcomeFor(row, actor) === 'not-found')
            expect(await told(await ask(actor, method, nothing, sending))).to.deep.equal(
              await told(comparable),
            );
          else if (nothing && answer.ok)
            expect(await outcomeOf(await ask(actor, method, nothing, sending))).to.equal('not-found');
          await close();
        });
    });
});

describe('The list of chats', () => {
  it('shows everybody their own and nobody another’s', async () => {
    const { ask, close } = await openWorld();
    for (const actor of ACTOR_NAMES) {
      const answer = await ask(actor, 'GET', '/v1/chats');
      const seen = answer.ok ? ((await answer.json()) as { chats: unknown[] }).chats.length : 0;
      expect(seen, actor).to.equal(['patient', 'representative', 'doctor'].includes(actor) ? 5 : 0);
    }
    await close();
  });

  it('tells nothing by its search either', async () => {
    const { ask, close } = await openWorld();
    for (const actor of [
      'otherPatient',
      'formerRepresentative',
      'otherDoctor',
      'operatorElsewhere',
    ] as const) {
      const answer = await ask(actor, 'GET', `/v1/chats?q=${encodeURIComponent('Матросов')}`);
      expect(((await answer.json()) as { chats: unknown[] }).chats, actor).to.deep.equal([]);
    }
    await close();
  });
});
