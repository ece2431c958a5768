import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocuments, type Documents } from '../../../server/src/conclusions/documents-node.js';
import { createOffThread } from '../../../server/src/off-thread-node.js';
import { renderInPage } from '../../../server/src/conclusions/render-page.js';
import { StartError } from '../../../server/src/start-error.js';
import { aFolder } from '../db/stores.js';
import { aP12, aSheet, CONTENT, poppler, wordsOf } from './sheets.js';

const PATIENCE = 20_000;

/** How busy this thread is while something is done: all of the time is 1. */
async function busyWhile(work: () => Promise<unknown>) {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before);
}

describe('A document', () => {
  let documents: Documents;
  beforeAll(() => void (documents = openDocuments(undefined, PATIENCE)));
  afterAll(() => documents.close());

  const PRINTERS = {
    'on a thread': (sheet: ReturnType<typeof aSheet>) => documents.renderConclusion(sheet),
    'in a page': renderInPage,
  };

  for (const [where, print] of Object.entries(PRINTERS))
    it(`says everything in words that can be copied, made ${where}`, async () => {
      const words = wordsOf(await print(aSheet()));
      for (const part of [
        'СПб ГБУЗ «Городская поликлиника № 27»',
        'Консультативное заключение',
        'Матросова Елена Викторовна',
        '14.03.1985',
        'Королёва Вера',
        'Кардиолог',
        '23 ноября 2026 г. в 12:00 (МСК)',
        'Перебои в сердце по вечерам. Длятся пару секунд.',
        'По холтеру редкие одиночные экстрасистолы.',
        'I49.3 (МКБ-10). Преждевременная деполяризация желудочков',
        'Исключить кофе; ходьба до 40 минут в день.',
        '24.12.2026',
        'версия 1 · Страница 1 из 1',
        'Документ не подписан электронной подписью',
      ])
        expect(words).to.contain(part);
      expect(words).not.to.contain('Исправленная редакция');
      expect(words).not.to.contain('Черновик');
    });

  it('says in plain words that it is a draft', async () => {
    const words = wordsOf(await documents.renderConclusion(aSheet({ draft: true })));
    expect(words).to.contain('Черновик. Документ не сохранён и не имеет силы.');
    expect(words).to.contain('Черновик · Консультативное заключение');
  });

  it('says that it is a corrected version', async () => {
    const words = wordsOf(await documents.renderConclusion(aSheet({ version: 3 })));
    expect(words).to.contain('Исправленная редакция, версия 3');
    expect(words).to.contain('версия 3 · Страница 1 из 1');
  });

  it('says what was not found out as such', async () => {
    const content = { ...CONTENT, diagnosis: { code: '', text: '' }, nextVisit: null };
    const words = wordsOf(await documents.renderConclusion(aSheet({ content })));
    expect(words).to.match(/Диагноз Не установлен/);
    expect(words).to.match(/Следующий приём Не назначен/);
  });

  it('takes as many pages as it needs, each with its number', async () => {
    const findings = Array.from({ length: 400 }, (_, n) => `Наблюдение ${n + 1}`).join('\n');
    const words = wordsOf(await documents.renderConclusion(aSheet({ content: { ...CONTENT, findings } })));
    const pages = Number(/Страница 1 из (\d+)/.exec(words)![1]);
    expect(pages).to.be.greaterThan(5);
    expect(words).to.contain(`Страница ${pages} из ${pages}`);
    for (const n of [1, 77, 400]) expect(words).to.contain(`Наблюдение ${n} `);
  });

  it('takes words for words: no picture, no link, no style, no mark that turns them round', async () => {
    const complaints =
      '{"image":"file:///etc/passwd"} https://example.org/a.png <b>жирно</b> ${x} конец\u202e\u0007\u0000.';
    const pdf = await documents.renderConclusion(aSheet({ content: { ...CONTENT, complaints } }));
    const words = wordsOf(pdf);
    expect(words).to.contain(
      '{"image":"file:///etc/passwd"} https://example.org/a.png <b>жирно</b> ${x} конец.',
    );
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).not.to.match(/\/Subtype \/(Image|Link)|\/URI|\/JavaScript|\/EmbeddedFile/);
  });

  it('leaves no heading alone at the foot of a page', async () => {
    const alone = /Результаты консультации\s+Консультативное заключение ·[^\f]*\f/;
    for (let lines = 20; lines <= 36; lines++) {
      const complaints = Array.from({ length: lines }, (_, n) => `Строка ${n}`).join('\n');
      const pdf = await documents.renderConclusion(aSheet({ content: { ...CONTENT, complaints } }));
      expect(poppler('pdftotext', pdf), `${lines} lines`).not.to.match(alone);
    }
  });

  it('breaks a word longer than a line', async () => {
    const complaints = 'х'.repeat(500);
    const words = wordsOf(await documents.renderConclusion(aSheet({ content: { ...CONTENT, complaints } })));
    expect(words.match(/х/g)!.length).to.be.greaterThan(499);
  });

  it('has a title and a language, and is not marked as tagged, for it has no structure tree', async () => {
    const pdf = await documents.renderConclusion(aSheet());
    const info = poppler('pdfinfo', pdf);
    expect(info).to.match(/Title:\s+Консультативное заключение: Матросова Елена Викторовна/);
    expect(info).to.match(/Tagged:\s+no/);
    expect(Buffer.from(pdf).toString('latin1')).to.contain('/Lang');
  });

  it('is made off the main thread', async () => {
    const findings = 'Наблюдение за больным. '.repeat(434);
    await documents.renderConclusion(aSheet()); // the thread is warm
    const { utilization } = await busyWhile(() =>
      Promise.all(
        Array.from({ length: 8 }, () =>
          documents.renderConclusion(aSheet({ content: { ...CONTENT, findings } })),
        ),
      ),
    );
    expect(utilization).to.be.lessThan(0.5);
  });

  it('is signed off the main thread', async () => {
    const key = aP12();
    const signing = openDocuments(key.files, PATIENCE);
    const pdf = await signing.renderConclusion(aSheet({ signedBy: key.name }));
    await signing.signer!.sign(pdf); // the thread is warm
    const { utilization } = await busyWhile(() =>
      Promise.all(Array.from({ length: 16 }, () => signing.signer!.sign(pdf))),
    );
    expect(utilization).to.be.lessThan(0.5);
    await signing.close();
    key.remove();
  });
});

describe('A signed document', () => {
  it('is found valid by another program, and names the owner of the certificate', async () => {
    const key = aP12();
    const documents = openDocuments(key.files, PATIENCE);
    try {
      const signedBy = documents.signer!.signedBy;
      expect(signedBy).to.equal(key.name);
      const pdf = await documents.renderConclusion(aSheet({ signedBy }));
      const signed = await documents.signer!.sign(pdf);
      expect(wordsOf(signed)).to.contain(
        `Документ подписан электронной подписью. Владелец сертификата: ${key.name}`,
      );
      const found = poppler('pdfsig', signed, '-nocert');
      expect(found).to.contain('Signature is Valid.');
      expect(found).to.contain(key.name);

      const forged = Uint8Array.from(signed);
      forged[600] = forged[600]! ^ 1;
      expect(poppler('pdfsig', forged, '-nocert')).not.to.contain('Signature is Valid.');
    } finally {
      await documents.close();
      key.remove();
    }
  });

  it('is not promised where the key cannot be used', () => {
    const key = aP12();
    writeFileSync(key.files.passwordFile, 'другой');
    expect(() => openDocuments(key.files, PATIENCE)).to.throw(StartError, /CONSULT_SIGNER_P12/);
    key.remove();
    expect(() => openDocuments(key.files, PATIENCE)).to.throw(StartError);
  });
});

describe('A thread of one’s own', () => {
  const folder = aFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A thread that answers each job as `body` does. */
  function aThread(body: string, options: { timeoutMs?: number; waiting?: number } = {}) {
    const file = join(folder, `${Math.random()}.mjs`);
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', (job) => { ${body}; parentPort.postMessage({ answer: job }); });`,
    );
    return createOffThread<string, string>(pathToFileURL(file), options);
  }

  it('does one job after another', async () => {
    const thread = aThread('');
    expect(await Promise.all(['a', 'b', 'c'].map((job) => thread.run(job)))).to.deep.equal(['a', 'b', 'c']);
    await thread.close();
  });

  it('is started anew after a crash: only the job it was at is refused', async () => {
    const thread = aThread(`if (job === 'crash') process.exit(3)`);
    const jobs = ['a', 'crash', 'b'].map((job) => thread.run(job));
    expect((await Promise.allSettled(jobs)).map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    await expect(jobs[1]).rejects.toMatchObject({ code: 'unavailable' });
    await thread.close();
  });

  it('is started anew after something was thrown in it', async () => {
    const thread = aThread(`if (job === 'throw') throw new TypeError('секрет')`);
    await expect(thread.run('throw')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await thread.run('a')).to.equal('a');
    await thread.close();
  });

  it('is ended where a job takes too long', async () => {
    const thread = aThread(`if (job === 'hang') for (;;);`, { timeoutMs: 300 });
    const [hung, after] = [thread.run('hang'), thread.run('a')];
    await expect(hung).rejects.toMatchObject({ code: 'unavailable' });
    expect(await after).to.equal('a');
    await thread.close();
  });

  it('takes no more than may wait', async () => {
    const thread = aThread('', { waiting: 1 });
    const jobs = await Promise.allSettled(['a', 'b', 'c'].map((job) => thread.run(job)));
    expect(jobs.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
    await thread.close();
  });

  it('tells a failure by its class alone', async () => {
    const thread = aThread(`if (job) return parentPort.postMessage({ failed: 'RangeError' })`);
    await expect(thread.run('a')).rejects.toMatchObject({ name: 'RangeError' });
    await thread.close();
  });

  it('does nothing any more once closed', async () => {
    const thread = aThread(`if (job) return`);
    const [under, waiting] = [thread.run('a'), thread.run('b')];
    await Promise.all([
      thread.close(),
      expect(under).rejects.toMatchObject({ code: 'unavailable' }),
      expect(waiting).rejects.toMatchObject({ code: 'unavailable' }),
    ]);
    await expect(thread.run('c')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
