import * as v from 'valibot';

const Base64Url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+={0,2}$/));

/** Where a push service takes what is for one browser. The server asks its list of hosts whether it may go there. */
const Endpoint = v.pipe(v.string(), v.maxLength(1000), v.url());

/** `GET /v1/me/push-subscriptions`: by which key a browser subscribes; `null` where the server pushes nothing. */
export const PushOffer = v.object({ key: v.nullable(v.string()) });
export type PushOffer = v.InferOutput<typeof PushOffer>;

/** `PUT /v1/me/push-subscriptions`: what the browser's `PushSubscription` says of itself. Again it changes nothing. */
export const NewPushSubscription = v.strictObject({
  endpoint: Endpoint,
  keys: v.strictObject({
    /** The browser's public key, an uncompressed point: 65 bytes. */
    p256dh: v.pipe(Base64Url, v.minLength(86), v.maxLength(88)),
    /** 16 bytes. */
    auth: v.pipe(Base64Url, v.minLength(22), v.maxLength(24)),
  }),
});
export type NewPushSubscription = v.InferOutput<typeof NewPushSubscription>;

/** `DELETE /v1/me/push-subscriptions`: this browser is told nothing any more. One that is not there is as wished. */
export const EndedPushSubscription = v.strictObject({ endpoint: Endpoint });
export type EndedPushSubscription = v.InferOutput<typeof EndedPushSubscription>;
