import { auditLink, type AuditRecord } from './audit-chain.js';
import { canonical, type Anchor, type Sha256 } from './canonical.js';

/** What the file says it is. */
export const CONSENT_FORMAT = 'consult-consent';
/** Of the layout below. A change of it is another version. */
export const CONSENT_VERSION = 1;

/** A row of the audit with the hashes of itself and of the row before it: it can be checked without any other. */
export interface AuditLinked {
  readonly previous: string;
  readonly row: AuditRecord;
  readonly hash: string;
}

/** The record that proves a consent, as it is exported. */
export interface ConsentProofRecord {
  readonly format: string;
  readonly version: number;
  readonly epoch: string;
  readonly exportedAt: number;
  /** The text as it was published. */
  readonly document: {
    readonly kind: string;
    readonly version: number;
    readonly title: string;
    readonly text: string;
    readonly hash: string;
    readonly publishedAt: number;
  };
  readonly consent: ConsentActRecord;
  readonly withdrawal: { readonly by: string; readonly at: number } | null;
  /** What the audit says of the acceptance, and of the withdrawal where there is one. */
  readonly given: AuditLinked;
  readonly withdrawn: AuditLinked | null;
  /** Where the audit stood when this was exported. */
  readonly anchor: Anchor;
  readonly seal: string;
}

interface ConsentActRecord {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly hash: string;
  readonly patient: string;
  readonly by: string;
  readonly at: number;
  readonly level?: string | undefined;
}

/** What the audit says of an act: which text, with which account level, and in which record it is kept. */
export const consentCode = ({
  id,
  kind,
  version,
  hash,
  level,
}: Omit<ConsentActRecord, 'patient' | 'by' | 'at'>) => [kind, version, hash, level ?? '', id].join(':');

/** The text whose hash seals the file. */
export const consentSeal = ({
  seal: _,
  ...record
}: Omit<ConsentProofRecord, 'seal'> & { readonly seal?: string }) => canonical(record);

/**
 * What is wrong with a proof:
 * - `unreadable`, `unknown-version`: it is none that we know;
 * - `text`: the text is not the one that was agreed to;
 * - `act`: the acceptance is not as the audit tells of it;
 * - `withdrawal`: the withdrawal is not, or one of the two is missing;
 * - `chain`: a row of the audit is not as it was written;
 * - `seal`: something else in the file was changed.
 */
export type ConsentFault =
  'unreadable' | 'unknown-version' | 'text' | 'act' | 'withdrawal' | 'chain' | 'seal';

/** What came of looking through a proof. `record` is there wherever it could be read. */
export interface ConsentVerdict {
  readonly record: ConsentProofRecord | undefined;
  readonly fault: ConsentFault | undefined;
}

/**
 * Looks whether the text hashes to what was accepted, and whether the audit's rows say the same of who, for whom, when, to
 * what. That these rows stand in the audit of the server only the audit itself can tell.
 */
export function checkConsent(text: string, sha256: Sha256): ConsentVerdict {
  const record = read(text);
  if (!record) return { record, fault: 'unreadable' };
  if (record.version !== CONSENT_VERSION) return { record: undefined, fault: 'unknown-version' };
  return { record, fault: faultOf(record, sha256) };
}

function faultOf(record: ConsentProofRecord, sha256: Sha256): ConsentFault | undefined {
  const { document, consent, withdrawal, given, withdrawn } = record;
  const isText =
    sha256(document.text) === consent.hash &&
    document.hash === consent.hash &&
    document.kind === consent.kind &&
    document.version === consent.version;
  if (!isText) return 'text';
  if (!tellsOf(given.row, 'consent-given', record, consent)) return 'act';
  if ((withdrawal === null) !== (withdrawn === null)) return 'withdrawal';
  if (withdrawal && !tellsOf(withdrawn!.row, 'consent-withdrawn', record, withdrawal)) return 'withdrawal';
  for (const { previous, row, hash } of withdrawn ? [given, withdrawn] : [given])
    if (sha256(auditLink(previous, row)) !== hash) return 'chain';
  return sha256(consentSeal(record)) === record.seal ? undefined : 'seal';
}

/** Whether the row says that this was done to this consent, by whom and when. */
const tellsOf = (
  row: AuditRecord,
  action: string,
  { consent }: Pick<ConsentProofRecord, 'consent'>,
  { by, at }: { readonly by: string; readonly at: number },
): boolean =>
  row.action === action &&
  row.subject === consent.patient &&
  row.actor === by &&
  row.at === at &&
  row.code === consentCode(consent);

/** Reads as much of it as {@link faultOf} takes for granted. */
function read(text: string): ConsentProofRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<ConsentProofRecord> | null;
    if (record?.format !== CONSENT_FORMAT || typeof record.version !== 'number') return undefined;
    if (record.version !== CONSENT_VERSION) return record as ConsentProofRecord;
    const { document, consent, given, withdrawn, withdrawal, anchor } = record;
    const isWhole =
      typeof document?.text === 'string' &&
      isObject(consent) &&
      isObject(given?.row) &&
      (withdrawn === null || isObject(withdrawn?.row)) &&
      (withdrawal === null || isObject(withdrawal)) &&
      isObject(anchor);
    return isWhole ? (record as ConsentProofRecord) : undefined;
  } catch {
    return undefined; // no JSON: nothing of ours
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
