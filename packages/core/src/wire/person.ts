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

/** A Russian telephone number as the registry dials it: `+7` and ten digits. */
export const Phone = v.pipe(v.string(), v.regex(/^\+7\d{10}$/));

/** An address for mail. */
export const Email = v.pipe(v.string(), v.trim(), v.maxLength(254), v.email());

const Line = v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(300));

/** A minute of the day; 1440 is its end. */
const Minute = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1440));

/** Seven weekdays, Monday first: when one works, in minutes since midnight in Moscow; `null`: not at all. */
export const WorkingHours = v.pipe(
  v.array(
    v.nullable(
      v.pipe(
        v.tuple([Minute, Minute]),
        v.check(([open, close]) => open < close),
      ),
    ),
  ),
  v.length(7),
);

/**
 * `PUT /v1/people/:personId`: what the registry knows of a person. Of contacts that are left out nothing is said: what is
 * known stays; `null` forgets it.
 */
export const PersonRecord = v.strictObject({
  name: PersonName,
  birthDate: v.nullable(Day),
  /** The specialty a doctor consults in; `null` for everybody else. */
  specialty: v.nullable(v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.name))),
  phone: v.optional(v.nullable(Phone)),
  email: v.optional(v.nullable(Email)),
});
export type PersonRecord = v.InferOutput<typeof PersonRecord>;

/** The answer: the person as kept; contacts are there where they are known. */
export const PersonView = v.object({
  id: v.string(),
  name: PersonName,
  birthDate: v.nullable(Day),
  specialty: v.nullable(v.string()),
  phone: v.optional(v.string()),
  email: v.optional(v.string()),
});
export type PersonView = v.InferOutput<typeof PersonView>;

/** `PUT /v1/organisations/:organisationId`. Of what is left out nothing is said: what is known stays; `null` forgets it. */
export const OrganisationRecord = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(300)),
  /** Where it is, e.g. «Невский». */
  district: v.optional(v.nullable(Line)),
  address: v.optional(v.nullable(Line)),
  /** As it is to be read: of several lines, with an extension. */
  phone: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.nonEmpty(), atMost(LIMITS.name)))),
  /** When its registry works: promises to call back end by them. */
  hours: v.optional(v.nullable(WorkingHours)),
  /** ESIA levels it accepts of patients, of those the installation lets in; `null`: all of these. */
  levels: v.optional(v.nullable(v.pipe(v.array(v.picklist(ESIA_LEVELS)), v.minLength(1), v.maxLength(3)))),
});
export type OrganisationRecord = v.InferOutput<typeof OrganisationRecord>;

/** The answer: the organisation as kept; there is in it what is known. */
export const OrganisationView = v.object({
  id: v.string(),
  name: v.string(),
  district: v.optional(v.string()),
  address: v.optional(v.string()),
  phone: v.optional(v.string()),
  hours: v.optional(WorkingHours),
  levels: v.optional(v.array(v.picklist(ESIA_LEVELS))),
});
export type OrganisationView = v.InferOutput<typeof OrganisationView>;

/** `PUT /v1/people/:personId/attachments/:organisationId`: where a patient is attached by the ОМС policy, and how long. */
export const Attachment = v.strictObject({
  validFrom: Moment,
  /** `null`: until the registry ends it. */
  validTo: v.nullable(Moment),
});
export type Attachment = v.InferOutput<typeof Attachment>;

/** `PUT /v1/people/:personId/representatives/:representativeId`: for whom somebody may speak, and how long. */
export const Representation = v.strictObject({
  validFrom: Moment,
  /** `null`: until the registry ends it. */
  validTo: v.nullable(Moment),
});
export type Representation = v.InferOutput<typeof Representation>;

/** `GET /v1/me`: who the server takes the caller for, and what a page has to know of the installation. */
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
  /** What this installation takes of documents. */
  files: v.object({
    fileBytes: v.number(),
    filesPerMessage: v.number(),
    filesPerChat: v.number(),
    bytesPerChat: v.number(),
  }),
});
export type Me = v.InferOutput<typeof Me>;
