import { checkExport } from '@consult/core/chain';
import { expect, oneEvent } from '@open-wc/testing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ConsultChat } from '../../packages/elements/src/consult-chat/consult-chat.js';
import type { ChatExportedEvent } from '../../packages/elements/src/consult-chat/events.js';
import { inScheme, settled } from '../support/chat-page.js';
import { part, parts, textOf, until } from '../support/fixtures.js';
import { aPage, dialog, focused } from '../support/record-page.js';

async function openExport(el: ConsultChat) {
  part(el, 'save')!.focus(); // as a reader's click does
  part(el, 'save')!.click();
  await until(() => dialog(el, 'export')?.open, 'the dialog');
}

const choice = (el: Element, format: string) =>
  parts(el, 'export-choice').find(({ dataset }) => dataset['format'] === format)!;

/** What the browser is given to keep, instead of a folder full of downloads. */
async function catching(
  act: () => void,
  el: ConsultChat,
): Promise<{ name: string; text: string; event: ChatExportedEvent }> {
  const saved: HTMLAnchorElement[] = [];
  const original = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function click() {
    saved.push(this);
  };
  try {
    const exported = oneEvent(el, 'consult-chat-exported') as Promise<ChatExportedEvent>;
    act();
    const event = await exported;
    const link = saved[0]!;
    return { name: link.download, text: await (await fetch(link.href)).text(), event };
  } finally {
    HTMLAnchorElement.prototype.click = original;
  }
}

describe('a finished conversation', () => {
  it('is taken home as a page to read', async () => {
    const { el, chat } = await aPage({ state: 'completed' });
    await openExport(el);
    const { name, text, event } = await catching(() => choice(el, 'html').click(), el);
    expect(name).to.equal('Переписка 2026-04-10.html');
    expect(text).to.contain('Пришлите снимок');
    expect([event.chatId, event.format]).to.deep.equal([chat.id, 'html']);
    await until(() => textOf(dialog(el, 'export')).includes('Файл готов'));
    const page = new DOMParser().parseFromString(text, 'text/html');
    expect(page.querySelectorAll('article')).to.have.length(4);
    expect(page.querySelector('script, [src], [href^="http"]')).to.equal(null);
  });

  it('is taken home as a file to check', async () => {
    const { el } = await aPage({ state: 'completed' });
    await openExport(el);
    const { name, text } = await catching(() => choice(el, 'json').click(), el);
    expect(name).to.equal('Переписка 2026-04-10.json');
    const hash = (words: string) => bytesToHex(sha256(utf8ToBytes(words)));
    expect(checkExport(text, hash)).to.deep.include({ entries: 4, fault: undefined });
  });

  it('is said to be on its way, and asked for once', async () => {
    const { el, house } = await aPage({ state: 'completed' });
    const held = house.network.hold('/export');
    await openExport(el);
    const saved = catching(() => choice(el, 'html').click(), el);
    await until(() => textOf(dialog(el, 'export')).includes('Готовим файл'));
    choice(el, 'json').click();
    expect(choice(el, 'json').getAttribute('aria-disabled')).to.equal('true');
    await expect(el).to.be.accessible();
    held.release();
    await saved;
    expect(house.network.exchanges.filter(({ path }) => path.includes('/export'))).to.have.length(1);
  });

  it('says why it did not come, and may be asked for again', async () => {
    const { el, house } = await aPage({ state: 'completed' });
    house.network.failNext('/export');
    await openExport(el);
    choice(el, 'html').click();
    await until(() => textOf(dialog(el, 'export')).includes('Файл не скачался. Сервер сейчас не отвечает'));
    await expect(el).to.be.accessible();
    const { text } = await catching(() => choice(el, 'html').click(), el);
    expect(text).to.contain('<!doctype html>');
    await until(() => !textOf(dialog(el, 'export')).includes('не скачался'));
  });

  it('is not saved after the dialog was closed', async () => {
    const { el, house } = await aPage({ state: 'completed' });
    let told = 0;
    el.addEventListener('consult-chat-exported', () => told++);
    const held = house.network.hold('/export');
    await openExport(el);
    choice(el, 'html').click();
    await until(() => held.waiting === 1);
    part(el, 'export-close')!.click();
    await until(() => !dialog(el, 'export')!.open);
    held.release();
    await until(() => house.network.exchanges.some(({ path }) => path.includes('/export')));
    await settled();
    expect(told).to.equal(0);
    expect(focused(el)).to.equal(part(el, 'save'));
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is taken home accessibly, ${scheme}`, async () => {
      const { el } = await aPage({ state: 'completed' });
      await inScheme(el, scheme);
      await openExport(el);
      await expect(el).to.be.accessible();
    });
});
