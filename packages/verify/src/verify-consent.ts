import {
  type Anchor,
  checkAudit,
  checkConsent,
  consentCode,
  type ConsentProofRecord,
} from '@consult/core/chain';
import { sha256 } from './sha256.js';
import { readAudit, type Row } from './verify-audit.js';
import type { Finding } from './verify-chat.js';
import type { Words } from './words.js';

/** Looks through the record of a consent and, where it is given, for its rows in a server's audit. */
export async function verifyConsent(
  text: string,
  database: string | undefined,
  anchor: Anchor | undefined,
  words: Words,
): Promise<Finding> {
  const { record, fault } = checkConsent(text, sha256);
  if (fault) {
    const unknown = fault === 'unreadable' || fault === 'unknown-version';
    return { whole: unknown ? undefined : false, said: words.consentFaults[fault] };
  }
  const said = words.consentWhole(record!);
  if (database === undefined)
    return { whole: true, said: `${said}\n${words.consentAlone(record!.given.row.id)}` };
  const found = await lookInto(database, record!, anchor, words);
  return found.whole ? { whole: true, said: `${said}\n${found.said}` } : found;
}

/** Whether the audit is whole, up to the anchors, and has the record's rows where the record says. */
async function lookInto(
  database: string,
  { consent, given, withdrawn, anchor: exported }: ConsentProofRecord,
  anchor: Anchor | undefined,
  words: Words,
): Promise<Finding> {
  const sought = [given, ...(withdrawn ? [withdrawn] : [])].map(({ row, hash }) => ({ id: row.id, hash }));
  const anchors = [...sought, exported];
  const code = consentCode(consent);
  const seen = new Map<number, string | null>();
  let takenBack = 0;
  const look = (row: Row) => {
    if (anchors.some(({ id }) => id === row.id)) seen.set(row.id, row.hash);
    if (row.action === 'consent-withdrawn' && row.code === code) takenBack = row.id;
  };
  const { rows, fault } = await readAudit(database, (all) => checkAudit(passing(all, look), sha256, anchor));
  if (fault) return { whole: false, said: words.auditFaults[fault.fault](fault.id, rows) };
  const missing = anchors.find(({ id, hash }) => seen.get(id) !== hash);
  if (missing) return { whole: false, said: words.consentNotThere(missing.id) };
  const said = words.consentThere(given.row.id, rows);
  if (withdrawn || !takenBack) return { whole: true, said };
  if (takenBack <= exported.id) return { whole: false, said: words.consentNotThere(takenBack) };
  return { whole: true, said: `${said}\n${words.consentWithdrawnSince(takenBack)}` };
}

/** Looks at the rows as they go by. */
function* passing(rows: Iterable<Row>, look: (row: Row) => void) {
  for (const row of rows) {
    look(row);
    yield row;
  }
}
