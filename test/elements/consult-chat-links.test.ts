import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { render } from 'lit';
import { tokenize } from '../../packages/elements/src/consult-chat/find-links.js';
import { createLinkWords, piecesOf } from '../../packages/elements/src/consult-chat/links.js';
import { parts, showChat, textOf, until } from '../support/chat-page.js';
import { aHouse } from '../support/house.js';

const linkWords = createLinkWords(tokenize);

/** What stands on the screen of a text: its links, and the hosts that are shown beside them. */
function linksOf(text: string) {
  const place = document.createElement('div');
  render(linkWords(text) ?? text, place);
  return [...place.querySelectorAll('a')].map((link) => [link.textContent, link.href, link.dataset['host']]);
}

describe('links in a text', () => {
  const TABLE: readonly [text: string, links: [said: string, href: string, host: string][]][] = [
    ['Болит голова. Что делать?', []],
    ['т.е. 5.5 мг, 10.04.2026', []],
    ['gosuslugi.ru', [['gosuslugi.ru', 'https://gosuslugi.ru/', '']]],
    [
      'Тут: https://gorzdrav.spb.ru/a?b=c#d, ясно',
      [['https://gorzdrav.spb.ru/a?b=c#d', 'https://gorzdrav.spb.ru/a?b=c#d', '']],
    ],
    ['a@b.ru', [['a@b.ru', 'mailto:a@b.ru', '']]],
    ['минздрав.рф', [['минздрав.рф', 'https://xn--80aealaaatc5b4d.xn--p1ai/', '']]],
    ['javascript://alert.ru/%0aalert(1)', [['alert.ru/%0aalert(1)', 'https://alert.ru/%0aalert(1)', '']]],
    ['ftp://file.ru/a', []],
    ['https://сbеr.ru', [['https://сbеr.ru', 'https://xn--br-8cdn.ru/', 'xn--br-8cdn.ru']]],
    [
      'https://gosuslugi.ru@evil.com/',
      [['https://gosuslugi.ru@evil.com/', 'https://gosuslugi.ru@evil.com/', 'evil.com']],
    ],
  ];

  for (const [text, expected] of TABLE)
    it(text, () => {
      const found = linksOf(text);
      expect(found.map(([said]) => said)).to.deep.equal(expected.map(([said]) => said));
      for (const [at, [, href, host]] of expected.entries()) {
        expect(found[at]![1]!.startsWith('https:') || found[at]![1]!.startsWith('mailto:')).to.equal(true);
        if (!href.includes('xn--')) expect(found[at]![1]).to.equal(href);
        expect(Boolean(found[at]![2])).to.equal(Boolean(host));
      }
    });

  it('turn no reading direction', () => {
    expect(linksOf('https://evil.com/\u202egpj.ur.ilgusug')).to.deep.equal([]);
  });

  it('are never taken for others: what is not one script shows its real host', () => {
    for (const host of ['аpple.com', 'gооgle.com', 'аррӏе.com', 'сбер.com']) {
      const [[, , shown] = []] = linksOf(`https://${host}/`);
      expect(shown, host).to.match(/^xn--/);
    }
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'https://',
            'a.ru',
            'www.',
            '@',
            ' ',
            '\n',
            '\u202e',
            'рф',
            '.',
            '/',
            '😀',
            ':',
            'javascript:',
          ),
          fc.string({ unit: 'binary', maxLength: 5 }),
        ),
        { maxLength: 20 },
      )
      .map((all) => all.join('')),
  );

  it('leave every text exactly as it is', () => {
    fc.assert(
      fc.property(text, (said) => {
        expect(
          piecesOf(said, tokenize)
            .map((piece) => piece.text)
            .join(''),
        ).to.equal(said);
        const place = document.createElement('div');
        render(linkWords(said) ?? said, place);
        expect(place.textContent).to.equal(said);
      }),
      { numRuns: 500 },
    );
  });

  it('lead to the web, to mail and to telephones only, and tell nobody where from', () => {
    fc.assert(
      fc.property(text, (said) => {
        const place = document.createElement('div');
        render(linkWords(said) ?? said, place);
        for (const link of place.querySelectorAll('a')) {
          expect(link.protocol).to.match(/^(https?|mailto|tel):$/);
          expect(link.rel).to.equal('noopener noreferrer nofollow');
          expect(link.target).to.equal('_blank');
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('<consult-chat> shows links once somebody sends one, and is accessible', async () => {
  const house = await aHouse();
  const chat = await house.aChat({ said: [['doctor', 'Запишитесь: gorzdrav.spb.ru/signup']] });
  const el = await showChat(house, chat);
  await until(() => el.shadowRoot!.querySelector('a.link'));
  const link = el.shadowRoot!.querySelector<HTMLAnchorElement>('a.link')!;
  expect(link.href).to.equal('https://gorzdrav.spb.ru/signup');
  expect(textOf(parts(el, 'said').at(-1))).to.equal('Запишитесь: gorzdrav.spb.ru/signup');
  await expect(el).to.be.accessible();
});
