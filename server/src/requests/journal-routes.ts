import {
  Annulment,
  JournalAnswer,
  JournalCsvQuery,
  JournalPage,
  JournalQuery,
  LockAsked,
  MatchingAnswer,
  MatchingAsked,
  NewAttempt,
  NewOffer,
  PeopleFound,
  PeopleQuery,
  Scheduling,
  type JournalRow,
} from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { check } from '../http/check.js';
import { describe, describeFile } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import { csvOf } from './journal-csv.js';
import {
  addAttempt,
  annulRequest,
  findPeople,
  lockRow,
  offerSlot,
  readJournal,
  readRow,
  retractOffer,
  scheduleRequest,
  unlockRow,
} from './journal-service.js';
import { matchJournal } from './matching.js';
import type { RequestDeps } from './request-service.js';

type JournalDeps = RequestDeps & Pick<Deps, 'limiter'>;

const answerOf = ({ stores, now }: RequestDeps, row: JournalRow): JournalAnswer => ({
  epoch: stores.epoch,
  now: now(),
  row,
});

/** `/v1/journal.csv`: what the filters leave, as a file. */
export const journalFileRoutes = (deps: JournalDeps) =>
  new Hono<SignedIn>().get(
    '/',
    describeFile('The journal as a table for spreadsheets', 'text/csv'),
    throttlePerson(deps, 'exports-per-person'),
    check('query', JournalCsvQuery),
    async (c) => {
      const text = await csvOf(deps, c.var.identity, c.req.valid('query'));
      return c.body(text, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="journal.csv"',
      });
    },
  );

/** `/v1/people?q=`: patients the staff may enter a request for. */
export const peopleSearchRoutes = (deps: JournalDeps) =>
  new Hono<SignedIn>().get(
    '/',
    describe('Patients a request may be entered for', PeopleFound),
    throttlePerson(deps, 'searches-per-person'),
    check('query', PeopleQuery),
    async (c) => c.json({ people: await findPeople(deps, c.var.identity, c.req.valid('query').q) }),
  );

/** `/v1/journal`: the registry's work on requests. Each command may be sent again. */
export const journalRoutes = (deps: JournalDeps) =>
  new Hono<SignedIn>()
    .get(
      '/',
      describe('The requests of the clinic, the nearest deadline first', JournalPage),
      check('query', JournalQuery),
      async (c) => c.json(await readJournal(deps, c.var.identity, c.req.valid('query'))),
    )
    .post(
      '/matches',
      describe(
        'Pairs waiting requests with free times, and offers them unless it is a dry run',
        MatchingAnswer,
      ),
      check('json', MatchingAsked),
      async (c) => c.json(await matchJournal(deps, c.var.identity, c.req.valid('json').dryRun)),
    )
    .get(
      '/:requestId',
      describe('One request for the staff', JournalAnswer),
      checkPath('requestId'),
      async (c) =>
        c.json(answerOf(deps, await readRow(deps, { ...c.req.valid('param'), actor: c.var.identity }))),
    )
    .post(
      '/:requestId/lock',
      describe('Says that one works on it', JournalAnswer),
      checkPath('requestId'),
      check('json', LockAsked),
      async (c) =>
        c.json(answerOf(deps, await lockRow(deps, { ...c.req.valid('param'), actor: c.var.identity }))),
    )
    .delete(
      '/:requestId/lock',
      describe('Says that one does not work on it any more', JournalAnswer),
      checkPath('requestId'),
      async (c) =>
        c.json(answerOf(deps, await unlockRow(deps, { ...c.req.valid('param'), actor: c.var.identity }))),
    )
    .post(
      '/:requestId/attempts',
      describe('Notes an attempt to telephone; the same key is the same attempt', JournalAnswer, 201),
      checkPath('requestId'),
      check('json', NewAttempt),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await addAttempt(deps, asked, c.req.valid('json'))), 201);
      },
    )
    .post(
      '/:requestId/offers',
      describe('Offers a free time; the same key is the same offer', JournalAnswer, 201),
      checkPath('requestId'),
      check('json', NewOffer),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await offerSlot(deps, asked, c.req.valid('json'))), 201);
      },
    )
    .delete(
      '/:requestId/offers/:offerId',
      describe('Takes an offer back', JournalAnswer),
      checkPath('requestId', 'offerId'),
      async (c) => {
        const { requestId, offerId } = c.req.valid('param');
        const asked = { requestId, actor: c.var.identity };
        return c.json(answerOf(deps, await retractOffer(deps, asked, offerId)));
      },
    )
    .post(
      '/:requestId/schedule',
      describe('Books a time the patient agreed to; the same key is the same booking', JournalAnswer, 201),
      checkPath('requestId'),
      check('json', Scheduling),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await scheduleRequest(deps, asked, c.req.valid('json'))), 201);
      },
    )
    .post(
      '/:requestId/annul',
      describe('Annuls a request after its refusals', JournalAnswer),
      checkPath('requestId'),
      check('json', Annulment),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await annulRequest(deps, asked, c.req.valid('json').reason)));
      },
    );
