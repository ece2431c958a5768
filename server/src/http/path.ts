import { CONSENT_KINDS, ConsultError, ROLES } from '@consult/core';
import { Id } from '@consult/core/wire';
import { validator } from 'hono-openapi';
import * as v from 'valibot';

/** A place in a chat's log, in a path. */
const Seq = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** 1, 2, 3 … */
const Version = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number));

const PARTS = {
  chatId: Id,
  callId: Id,
  consentId: Id,
  kind: v.picklist(CONSENT_KINDS),
  personId: Id,
  representativeId: Id,
  organisationId: Id,
  fileId: Id,
  erasureId: Id,
  requestId: Id,
  offerId: Id,
  role: v.picklist(ROLES),
  seq: Seq,
  version: Version,
} as const;

/**
 * Validates the parameters of a path. What cannot be an id is not there: it answers like an id that nobody has, so
 * that the shape of our ids tells nothing.
 */
export function checkPath<Name extends keyof typeof PARTS>(...names: readonly Name[]) {
  const parts = Object.fromEntries(names.map((name) => [name, PARTS[name]])) as Pick<typeof PARTS, Name>;
  return validator('param', v.object(parts), (result) => {
    if (!result.success) throw new ConsultError('not-found');
  });
}
