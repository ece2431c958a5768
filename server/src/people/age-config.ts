import { AGE_RULES, type AgeRules } from '@consult/core';
import * as v from 'valibot';

/** An age in full years. */
const age = (standard: number) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.maxValue(120)),
    String(standard),
  );

/** From which ages young people speak for themselves. */
export const AGE_VARIABLES = {
  CONSULT_OWN_CONSENT_AGE: age(AGE_RULES.ownConsentAge),
  CONSULT_REPRESENT_AGE: age(AGE_RULES.representAge),
};

/** The ages of what was read. */
export const agesOf = (e: v.InferOutput<v.ObjectSchema<typeof AGE_VARIABLES, undefined>>): AgeRules => ({
  ownConsentAge: e.CONSULT_OWN_CONSENT_AGE,
  representAge: e.CONSULT_REPRESENT_AGE,
});
