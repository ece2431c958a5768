import {
  Acceptance,
  CallAnswer,
  CallsAnswer,
  Ending,
  MediaReport,
  NewCall,
  NewSignal,
  SignalAnswer,
  SignalsPage,
  SignalsQuery,
  TicketAnswer,
  TicketWish,
  type CallView,
} from '@consult/core/wire';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import { throttlePerson } from '../http/throttle.js';
import {
  answer,
  endCall,
  issueTicket,
  liveCalls,
  readSignals,
  reportMedia,
  ring,
  sendSignal,
  viewCall,
  type CallDeps,
} from './call-service.js';

type CallRouteDeps = CallDeps & Pick<Deps, 'limiter'>;

/** What every answer about calls says beside them. */
const headOf = ({ stores, now }: CallDeps) => ({ epoch: stores.epoch, now: now() });

const answerOf = (deps: CallDeps, call: CallView): CallAnswer => ({ ...headOf(deps), call });

/** `/v1/chats/:chatId/calls`: where a call begins. */
export const ringRoutes = (deps: CallRouteDeps) =>
  new Hono<SignedIn>().post(
    '/:chatId/calls',
    describe('Rings the patient; the same key is the same call', CallAnswer, 201),
    throttlePerson(deps, 'rings-per-person'),
    checkPath('chatId'),
    check('json', NewCall),
    async (c) => {
      const asked = { ...c.req.valid('param'), actor: c.var.identity };
      return c.json(answerOf(deps, await ring(deps, asked, c.req.valid('json'))), 201);
    },
  );

/** `/v1/calls`: everything else about a call. Each command may be sent again. */
export const callRoutes = (deps: CallRouteDeps) =>
  new Hono<SignedIn>()
    .get('/', describe('One’s own calls that are not over', CallsAnswer), async (c) =>
      c.json({ ...headOf(deps), calls: await liveCalls(deps, c.var.identity) }),
    )
    .get('/:callId', describe('One call', CallAnswer), checkPath('callId'), async (c) =>
      c.json(answerOf(deps, await viewCall(deps, { ...c.req.valid('param'), actor: c.var.identity }))),
    )
    .post(
      '/:callId/accept',
      describe('Answers a call with this page', CallAnswer),
      checkPath('callId'),
      check('json', Acceptance),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await answer(deps, asked, c.req.valid('json').device)));
      },
    )
    .post(
      '/:callId/end',
      describe('Declines, cancels or hangs up', CallAnswer),
      checkPath('callId'),
      check('json', Ending),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await endCall(deps, asked, c.req.valid('json'))));
      },
    )
    .put(
      '/:callId/media',
      describe('Tells whether the other side is seen or heard', CallAnswer),
      throttlePerson(deps, 'signals-per-person'),
      checkPath('callId'),
      check('json', MediaReport),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json(answerOf(deps, await reportMedia(deps, asked, c.req.valid('json'))));
      },
    )
    .post(
      '/:callId/tickets',
      describe('A single-use ticket to the broker, and the ICE servers', TicketAnswer, 201),
      throttlePerson(deps, 'call-tickets-per-person'),
      checkPath('callId'),
      check('json', TicketWish),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const { call, ticket } = await issueTicket(deps, asked, c.req.valid('json'));
        return c.json({ ...answerOf(deps, call), ticket }, 201);
      },
    )
    .get(
      '/:callId/signals',
      describe('What the other page has left, a page of it', SignalsPage),
      checkPath('callId'),
      check('query', SignalsQuery),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        return c.json({ ...headOf(deps), ...(await readSignals(deps, asked, c.req.valid('query'))) });
      },
    )
    .post(
      '/:callId/signals',
      describe('Leaves something for the other page; the same key is the same signal', SignalAnswer, 201),
      throttlePerson(deps, 'signals-per-person'),
      checkPath('callId'),
      check('json', NewSignal),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const seq = await sendSignal(deps, asked, c.req.valid('json'));
        return c.json({ epoch: deps.stores.epoch, seq }, 201);
      },
    );
