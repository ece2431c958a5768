import * as v from 'valibot';

/**
 * `POST /v1/backchannel-logout` (OpenID Connect Back-Channel Logout 1.0, form-encoded): the portal tells that a session
 * (`sid`) or a person (`sub`, all sessions) has signed out. Answers 200, or 400 for what is not to be believed.
 *
 * Beside it the administrator's commands, without a body: `POST /v1/people/:personId/sessions/end`,
 * `DELETE /v1/people/:personId/roles/:role` and, to give the role back, `PUT` to the same.
 */
export const BackchannelLogout = v.strictObject({
  logout_token: v.pipe(v.string(), v.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)),
});
export type BackchannelLogout = v.InferOutput<typeof BackchannelLogout>;
