import { ConsultError } from '@consult/core';
import { Hono } from 'hono';
import * as v from 'valibot';
import { callRoutes, ringRoutes } from './calls/call-routes.js';
import { iceRoutes } from './calls/ice-routes.js';
import { readinessRoutes } from './calls/readiness-routes.js';
import { chatRoutes, deliveryRoutes } from './chats/chat-routes.js';
import { conclusionRoutes } from './conclusions/conclusion-routes.js';
import { consentDocumentRoutes, consentRoutes } from './consents/consent-routes.js';
import type { Deps } from './deps.js';
import { ticketRoutes } from './feed/ticket-routes.js';
import { fileRoutes } from './files/file-routes.js';
import { readJson } from './http/body.js';
import { describe } from './http/describe.js';
import type { Anyone, SignedIn } from './http/env.js';
import { onError, onNotFound } from './http/errors.js';
import { sendHeaders } from './http/headers.js';
import { observe } from './http/observe.js';
import { describeApi } from './http/openapi.js';
import { refuseOrigins, signIn } from './http/sign-in.js';
import { throttleAddress, throttleWrites } from './http/throttle.js';
import { meRoutes } from './me/me-routes.js';
import { noticeRoutes, pushRoutes } from './notices/notice-routes.js';
import { erasureRoutes, ownDataRoutes } from './own-data/own-data-routes.js';
import { organisationRoutes } from './people/organisation-routes.js';
import { peopleRoutes } from './people/people-routes.js';
import { anonymousRoutes } from './requests/anonymous-routes.js';
import { journalFileRoutes, journalRoutes, peopleSearchRoutes } from './requests/journal-routes.js';
import { requestRoutes } from './requests/request-routes.js';
import { bookingRoutes, clinicRoutes, slotRoutes, subjectRoutes } from './slots/slot-routes.js';
import { recordRoutes } from './records/record-routes.js';
import { searchRoutes } from './search/search-routes.js';
import { logoutRoutes, personSessionRoutes } from './sessions/session-routes.js';

/** The reference server as a function from a request to a response. Knows no network, no process and no database. */
export function createApp(deps: Deps) {
  const app = new Hono<Anyone>();
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(observe(deps), sendHeaders(deps.config));
  app.get('/healthz', describeHealth, (c) => {
    if (deps.stopping?.()) throw new ConsultError('unavailable');
    return c.json({ status: 'ok' });
  });
  app.use(throttleAddress(deps));
  let document: ReturnType<typeof describeApi> | undefined;
  app.get('/openapi.json', describeDocument, async (c) => c.json(await (document ??= describeApi(app))));
  app.route('/v1/anonymous-requests', anonymousRoutes(deps)); // before the sign-in, which all of /v1 is behind
  app.route('/v1/backchannel-logout', logoutRoutes(deps)); // before `v1`: the portal's server has no token of a person's
  return app.route('/v1', v1(deps));
}

const v1 = (deps: Deps) =>
  new Hono<SignedIn>()
    .use(refuseOrigins(deps), readJson(deps.config), signIn(deps), throttleWrites(deps))
    .route('/me', meRoutes(deps))
    .route('/me', ownDataRoutes(deps))
    .route('/erasures', erasureRoutes(deps))
    .route('/me', subjectRoutes(deps))
    .route('/me/push-subscriptions', pushRoutes(deps))
    .route('/notices', noticeRoutes(deps))
    .route('/feed-tickets', ticketRoutes(deps))
    .route('/chats', chatRoutes(deps))
    .route('/chats', conclusionRoutes(deps))
    .route('/chats', fileRoutes(deps))
    .route('/chats', recordRoutes(deps))
    .route('/chats', searchRoutes(deps))
    .route('/chats', ringRoutes(deps))
    .route('/chats', readinessRoutes(deps))
    .route('/calls', callRoutes(deps))
    .route('/ice-servers', iceRoutes(deps))
    .route('/delivered', deliveryRoutes(deps))
    .route('/people', peopleRoutes(deps))
    .route('/people', peopleSearchRoutes(deps))
    .route('/people', personSessionRoutes(deps))
    .route('/organisations', organisationRoutes(deps))
    .route('/clinics', clinicRoutes(deps))
    .route('/slots', slotRoutes(deps))
    .route('/bookings', bookingRoutes(deps))
    .route('/requests', requestRoutes(deps))
    .route('/journal', journalRoutes(deps))
    .route('/journal.csv', journalFileRoutes(deps))
    .route('/consent-documents', consentDocumentRoutes(deps))
    .route('/consents', consentRoutes(deps));

const Health = v.object({ status: v.literal('ok') });

const describeHealth = describe('Whether the server takes work; 503 while it is stopping', Health);

const describeDocument = describe('This document', v.looseObject({ openapi: v.string() }));
