import * as v from 'valibot';
import { LIMITS, lengthOf } from '../limits.js';
import { ESIA_LEVELS, ROLES } from '../person.js';

/** An id of the portal or of this server: letters, digits, `_` and `-`, so that it is safe in URLs and logs. */
export const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** At most so many code points: `maxLength` would count an emoji twice. */
export const atMost = (limit: number) =>
  v.check((text: string) => text.length <= limit || lengthOf(text) <= limit, `at most ${limit} code points`);

const NamePart = v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.name));

export const PersonName = v.strictObject({
  family: NamePart,
  given: NamePart,
  patronymic: v.optional(NamePart),
});

/** A day without a time, `YYYY-MM-DD`. */
export const Day = v.pipe(v.string(), v.isoDate());

/** ms UTC. */
export const Moment = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `PUT /v1/people/:personId`: what the registry knows of a person. */
export const PersonRecord = v.strictObject({
  name: PersonName,
  birthDate: v.nullable(Day),
  /** The specialty a doctor consults in; `null` for everybody else. */
  specialty: v.nullable(v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.name))),
});
export type PersonRecord = v.InferOutput<typeof PersonRecord>;

/** The answer: the person as kept. */
export const PersonView = v.object({
  id: v.string(),
  name: PersonName,
  birthDate: v.nullable(Day),
  specialty: v.nullable(v.string()),
});
export type PersonView = v.InferOutput<typeof PersonView>;

/** `PUT /v1/organisations/:organisationId` */
export const OrganisationRecord = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(300)),
});
export type OrganisationRecord = v.InferOutput<typeof OrganisationRecord>;

export const OrganisationView = v.object({ id: v.string(), name: v.string() });
export type OrganisationView = v.InferOutput<typeof OrganisationView>;

/** `PUT /v1/people/:personId/representatives/:representativeId`: for whom somebody may speak, and how long. */
export const Representation = v.strictObject({
  validFrom: Moment,
  /** `null`: until the registry ends it. */
  validTo: v.nullable(Moment),
});
export type Representation = v.InferOutput<typeof Representation>;

/** `GET /v1/me`: who the server takes the caller for. */
export const Me = v.object({
  id: v.string(),
  role: v.picklist(ROLES),
  level: v.picklist(ESIA_LEVELS),
  organisation: v.nullable(v.string()),
  /** `null` until the registry has entered the person. */
  name: v.nullable(v.object({ family: v.string(), given: v.string(), patronymic: v.optional(v.string()) })),
  /** The server's clock, ms UTC: a patient's PC may be hours off. */
  now: v.number(),
  /** The database's life; another one means everything kept must be read anew. */
  epoch: v.string(),
});
export type Me = v.InferOutput<typeof Me>;
