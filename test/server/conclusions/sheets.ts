import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConclusionContent } from '@consult/core';
import type { ConclusionSheet } from '../../../server/src/conclusions/conclusion-sheet.js';
import { NOON } from '../db/stores.js';

/** A conclusion in which nothing is missing. */
export const CONTENT: ConclusionContent = {
  complaints: 'Перебои в сердце по вечерам.\nДлятся пару секунд.',
  findings: 'По холтеру редкие одиночные экстрасистолы.',
  recommendations: 'Исключить кофе; ходьба до 40 минут в день.',
  diagnosis: { code: 'I49.3', text: 'Преждевременная деполяризация желудочков' },
  nextVisit: '2026-12-24',
};

/** What stands in a document, as the registry and the doctor say it. */
export const aSheet = (differing: Partial<ConclusionSheet> = {}): ConclusionSheet => ({
  version: 1,
  organisation: 'СПб ГБУЗ «Городская поликлиника № 27»',
  patient: {
    name: { family: 'Матросова', given: 'Елена', patronymic: 'Викторовна' },
    birthDate: '1985-03-14',
  },
  doctor: { name: { family: 'Королёва', given: 'Вера' }, specialty: 'Кардиолог' },
  content: CONTENT,
  at: NOON,
  signedBy: null,
  draft: false,
  ...differing,
});

/** What a program of poppler-utils says of a document. */
export function poppler(
  program: 'pdftotext' | 'pdfsig' | 'pdfinfo',
  pdf: Uint8Array,
  ...args: string[]
): string {
  const folder = mkdtempSync(join(tmpdir(), 'consult-pdf-'));
  const file = join(folder, 'document.pdf');
  try {
    writeFileSync(file, pdf);
    const rest = program === 'pdftotext' ? ['-layout', file, '-'] : [...args, file];
    return execFileSync(program, rest, { encoding: 'utf8', env: { ...process.env, HOME: folder } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The words of a document, each run of white space a space. */
export const wordsOf = (pdf: Uint8Array) => poppler('pdftotext', pdf).replace(/\s+/g, ' ');

/** A key with a certificate of its own making, as an installation would hand it over. */
export function aP12(name = 'ГКУЗ «Печать», Королёва В.') {
  const folder = mkdtempSync(join(tmpdir(), 'consult-p12-'));
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const passphrase = 'sesam 42';
  writeFileSync(at('password'), `${passphrase}\n`);
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-utf8',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    at('key.pem'),
    '-out',
    at('cert.pem'),
  );
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    at('key.pem'),
    '-in',
    at('cert.pem'),
    '-out',
    at('key.p12'),
    '-passout',
    `file:${at('password')}`,
  );
  return {
    name,
    files: { p12: at('key.p12'), passwordFile: at('password') },
    bytes: new Uint8Array(readFileSync(at('key.p12'))),
    passphrase,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
