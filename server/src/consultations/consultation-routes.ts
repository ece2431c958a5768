import {
  ChatAnswer,
  Completion,
  NewChat,
  NewChatAnswer,
  PatientCard,
  Reassignment,
} from '@consult/core/wire';
import { Hono } from 'hono';
import { type ConclusionDeps, concludeConsultation } from '../conclusions/conclusion-service.js';
import { check } from '../http/check.js';
import { describe } from '../http/describe.js';
import type { SignedIn } from '../http/env.js';
import { checkPath } from '../http/path.js';
import {
  cancelConsultation,
  completeConsultation,
  createChat,
  openConsultation,
  readCard,
  reassignDoctor,
} from './consultation-service.js';

/** `/v1/chats`: what the registry and the doctor decide about a consultation. Each command may be sent again. */
export const consultationRoutes = (deps: ConclusionDeps) =>
  new Hono<SignedIn>()
    .post(
      '/',
      describe('Appoints a consultation; the same key is the same one', NewChatAnswer, 201),
      check('json', NewChat),
      async (c) => {
        const id = await createChat(deps, c.var.identity, c.req.valid('json'));
        return c.json({ epoch: deps.stores.epoch, id }, 201);
      },
    )
    .get(
      '/:chatId/card',
      describe('The patient, for the doctor', PatientCard),
      checkPath('chatId'),
      async (c) => c.json(await readCard(deps, { ...c.req.valid('param'), actor: c.var.identity })),
    )
    .post(
      '/:chatId/open',
      describe('Opens a consultation early', ChatAnswer),
      checkPath('chatId'),
      async (c) => {
        const chat = await openConsultation(deps, { ...c.req.valid('param'), actor: c.var.identity });
        return c.json({ epoch: deps.stores.epoch, chat });
      },
    )
    .post(
      '/:chatId/complete',
      describe('Ends a consultation, with a conclusion or without', ChatAnswer),
      checkPath('chatId'),
      check('json', Completion),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const ending = c.req.valid('json');
        const chat =
          ending.outcome === 'conclusion'
            ? await concludeConsultation(deps, asked, ending)
            : await completeConsultation(deps, asked, ending.reason);
        return c.json({ epoch: deps.stores.epoch, chat });
      },
    )
    .post(
      '/:chatId/cancel',
      describe('Cancels a consultation that has not begun', ChatAnswer),
      checkPath('chatId'),
      async (c) => {
        const chat = await cancelConsultation(deps, { ...c.req.valid('param'), actor: c.var.identity });
        return c.json({ epoch: deps.stores.epoch, chat });
      },
    )
    .post(
      '/:chatId/doctor',
      describe('Gives a consultation to another doctor', ChatAnswer),
      checkPath('chatId'),
      check('json', Reassignment),
      async (c) => {
        const asked = { ...c.req.valid('param'), actor: c.var.identity };
        const chat = await reassignDoctor(deps, asked, c.req.valid('json').doctor);
        return c.json({ epoch: deps.stores.epoch, chat });
      },
    );
