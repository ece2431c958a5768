import { ConsultError } from '@consult/core';
import { validator } from 'hono-openapi';
import type { GenericSchema } from 'valibot';

/** Validates one part of a request by a schema of `core/wire`; what does not fit is refused as `invalid`. */
export const check = <T extends GenericSchema, Target extends 'json' | 'query' | 'param' | 'header'>(
  target: Target,
  schema: T,
) =>
  validator(target, schema, (result) => {
    if (!result.success) throw new ConsultError('invalid');
  });
