/** Close codes of the feed: why the server hung up. RFC 6455 §7.4.2 leaves 4000–4999 to us. */
export const FEED_CLOSE = {
  /** The server is stopping; come back soon. */
  restart: 1012,
  /** Too slow a reader. */
  slow: 1013,
  /** A frame that the protocol does not know, or too many. */
  policy: 1008,
  /** The token has run out or was revoked: fetch another ticket. */
  signedOut: 4401,
} as const;
