import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../packages/elements/define/consent-changes.js';
import type { ConsentChanges } from '../../packages/elements/src/consent-changes/consent-changes.js';
import { inScheme } from '../support/chat-page.js';
import { part, show, textOf, until } from '../support/fixtures.js';

const BEFORE = 'Я согласна на консультацию.\n\nСогласие можно отозвать.\n\nХранится 25 лет.';
const AFTER = 'Я согласна на консультацию в чате.\n\nСогласие можно отозвать.\n\nХранится 25 лет.';

async function compare(before: string, after: string, lang: 'ru' | 'en' = 'ru'): Promise<ConsentChanges> {
  const el = await show<ConsentChanges>(
    undefined,
    html`<consent-changes .former=${before} .next=${after}></consent-changes>`,
    { lang },
  );
  await until(() => textOf(el.shadowRoot) && !/Сравниваем|Comparing/.test(textOf(el.shadowRoot)));
  return el;
}

describe('<consent-changes>', () => {
  it('shows what a text says otherwise, in words too, and passes over what is the same', async () => {
    const el = await compare(BEFORE, AFTER);
    expect(textOf(part(el, 'changes'))).to.equal('Я согласна на консультацию добавлено: в чате. …');
    expect(textOf(el.shadowRoot!.querySelector('ins'))).to.equal('добавлено: в чате');
    expect(el.shadowRoot!.querySelectorAll('.left-out')).to.have.length(1);
  });

  it('follows whoever writes', async () => {
    const el = await compare(BEFORE, AFTER);
    el.next = BEFORE.replace('25', '50');
    await el.updateComplete;
    expect(textOf(el.shadowRoot!.querySelector('del'))).to.equal('убрано: 25');
    expect(textOf(el.shadowRoot!.querySelector('ins'))).to.equal('добавлено: 50');
    el.next = BEFORE;
    await el.updateComplete;
    expect(part(el, 'changes')).to.equal(null);
    expect(textOf(part(el, 'note'))).to.equal('Тексты не отличаются.');
  });

  it('takes words for words', async () => {
    const el = await compare(BEFORE, `${BEFORE}\n\n<b>Новое</b> &amp;`);
    expect(textOf(el.shadowRoot!.querySelector('ins'))).to.equal('добавлено: <b>Новое</b> &amp;');
    expect(el.shadowRoot!.querySelector('b')).to.equal(null);
  });

  it('speaks English', async () => {
    const el = await compare(BEFORE, AFTER, 'en');
    expect(textOf(el.shadowRoot!.querySelector('ins'))).to.equal('added: в чате');
    el.next = BEFORE;
    await el.updateComplete;
    expect(textOf(part(el, 'note'))).to.equal('The texts do not differ.');
    expect(part(el, 'note')!.closest('[lang]')!.getAttribute('lang')).to.equal('en');
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible, ${scheme}`, async () => {
      const el = await compare(BEFORE, AFTER.replace('можно', 'нельзя'));
      await inScheme(el, scheme);
      await expect(el).to.be.accessible();
    });
});
