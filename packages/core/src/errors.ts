/**
 * Every way this system says no: one closed list for server, client and elements.
 *
 * The server maps each code to an HTTP status and the elements map each to a sentence; a code forgotten in either
 * place does not compile.
 */
export const ERROR_CODES = [
  'account-ended',
  'account-simplified',
  'age-refused',
  'already-done',
  'call-answered',
  'call-elsewhere',
  'call-ended',
  'chat-finished',
  'chat-not-finished',
  'chat-not-open',
  'conclusion-incomplete',
  'consent-needed',
  'consent-outdated',
  'dates-needed',
  'dates-wrong',
  'documents-hidden',
  'failed',
  'file-blocked',
  'file-empty',
  'file-scanning',
  'file-too-large',
  'file-type-refused',
  'file-unchecked',
  'image-too-large',
  'invalid',
  'key-reused',
  'not-allowed',
  'not-attached',
  'not-found',
  'offer-answered',
  'offer-lapsed',
  'offer-open',
  'origin-refused',
  'phone-wrong',
  'quota-exceeded',
  'reason-needed',
  'refusals-missing',
  'request-closed',
  'request-duplicate',
  'request-locked',
  'signed-out',
  'slot-past',
  'slot-taken',
  'storage-full',
  'text-empty',
  'text-too-long',
  'too-early',
  'too-large',
  'too-many-dates',
  'too-many-files',
  'too-many-requests',
  'unavailable',
  'upload-expired',
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A refusal we foresaw. Whatever else is thrown is a bug or the weather. */
export class ConsultError extends Error {
  readonly code: ErrorCode;

  /** How long to wait before trying again, in ms; only where waiting helps. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options?: ErrorOptions & { retryAfter?: number | undefined }) {
    super(code, options);
    this.name = 'ConsultError';
    this.code = code;
    this.retryAfter = options?.retryAfter;
  }
}

/**
 * The code of anything thrown or received. Looks at the value, not its class: a page may hold two copies of us.
 *
 * Whatever has the shape of our codes is taken for one, so that no page carries the list: a newer server may say what
 * an older page has no sentence for. Codes of other worlds (`ENOENT`, `SQLITE_BUSY`, 20) have another shape.
 */
export function codeOf(thrown: unknown): ErrorCode {
  const { code } = Object(thrown) as { code?: unknown };
  return typeof code === 'string' && /^[a-z]+(-[a-z]+)*$/.test(code) ? (code as ErrorCode) : 'failed';
}

/** Throws the code a rule answered; does nothing for `undefined`, which means "go ahead". */
export function refuseIf(code: ErrorCode | undefined): void {
  if (code) throw new ConsultError(code);
}

/**
 * Whether the same command may succeed later without anybody changing anything: the weather, not a decision.
 * The outbox keeps such a message and tries again by itself; any other code needs the author.
 */
export function isPassing(code: ErrorCode): boolean {
  return (
    code === 'unavailable' || code === 'too-many-requests' || code === 'failed' || code === 'storage-full'
  );
}
