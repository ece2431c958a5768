import { createStore } from '@consult/client';
import { ERROR_CODES, NOTE_CODES } from '@consult/core';
import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import {
  daySeparator,
  listDate,
  moment,
  shortMoment,
  untilTomorrow,
} from '../../packages/elements/src/shared/dates.js';
import { define } from '../../packages/elements/src/shared/define.js';
import { HandleController } from '../../packages/elements/src/shared/handle-controller.js';
import { LaterController } from '../../packages/elements/src/shared/later-controller.js';
import { langOf } from '../../packages/elements/src/shared/localize.js';
import { plain } from '../../packages/elements/src/shared/plain.js';
import { StoreController } from '../../packages/elements/src/shared/store-controller.js';
import { tokens } from '../../packages/elements/src/shared/tokens.styles.js';
import { errorsEn } from '../../packages/elements/src/text/errors-en.js';
import { errorsRu } from '../../packages/elements/src/text/errors-ru.js';
import { en } from '../../packages/elements/src/text/en.js';
import { ru } from '../../packages/elements/src/text/ru.js';

/** 14:30 of 10 April 2026 in Moscow. */
const AFTERNOON = Date.UTC(2026, 3, 10, 11, 30);
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

describe('dates', () => {
  const cases: [what: string, at: number, list: string, separator: string, within: string][] = [
    ['today', AFTERNOON, 'Сегодня, 14:30', 'Сегодня', 'сегодня в 14:30 (МСК)'],
    ['yesterday', AFTERNOON - DAY, 'Вчера', 'Вчера', 'вчера в 14:30 (МСК)'],
    ['tomorrow', AFTERNOON + DAY, 'Завтра', 'Завтра', 'завтра в 14:30 (МСК)'],
    ['this year', Date.UTC(2026, 0, 5, 9), '5 янв', '5 января', '5 января в 12:00 (МСК)'],
    ['a month without a dot', Date.UTC(2026, 4, 9, 9), '9 мая', '9 мая', '9 мая в 12:00 (МСК)'],
    [
      'another year',
      Date.UTC(2025, 3, 10, 9),
      '10 апр 2025',
      '10 апреля 2025',
      '10 апреля 2025 в 12:00 (МСК)',
    ],
    // The day changes in Moscow, not at the patient's: 21:00 UTC is midnight there.
    ['just before midnight', Date.UTC(2026, 3, 9, 20, 59), 'Вчера', 'Вчера', 'вчера в 23:59 (МСК)'],
    ['just after midnight', Date.UTC(2026, 3, 9, 21), 'Сегодня, 00:00', 'Сегодня', 'сегодня в 00:00 (МСК)'],
  ];
  for (const [what, at, list, separator, within] of cases)
    it(`says ${what} in words`, () => {
      expect(listDate('ru', ru.dates, at, AFTERNOON)).to.equal(list);
      expect(daySeparator('ru', ru.dates, at, AFTERNOON)).to.equal(separator);
      expect(moment('ru', ru.dates, at, AFTERNOON)).to.equal(within);
    });

  it('says the same in English', () => {
    expect(listDate('en', en.dates, AFTERNOON, AFTERNOON)).to.equal('Today, 14:30');
    expect(listDate('en', en.dates, AFTERNOON - DAY, AFTERNOON)).to.equal('Yesterday');
    expect(daySeparator('en', en.dates, Date.UTC(2025, 3, 10), AFTERNOON)).to.equal('10 April 2025');
    expect(moment('en', en.dates, AFTERNOON, AFTERNOON)).to.equal('today at 14:30 (Moscow time)');
    expect(shortMoment('en', en.dates, AFTERNOON + 2 * DAY, AFTERNOON)).to.equal('12 Apr, 14:30');
  });

  it('knows when the next day begins in Moscow', () => {
    expect(untilTomorrow(AFTERNOON)).to.equal(9.5 * HOUR);
    expect(untilTomorrow(Date.UTC(2026, 3, 9, 21))).to.equal(DAY);
  });
});

describe('words', () => {
  const counts: [n: number, russian: string, english: string][] = [
    [1, '1 непрочитанное сообщение', '1 unread message'],
    [2, '2 непрочитанных сообщения', '2 unread messages'],
    [5, '5 непрочитанных сообщений', '5 unread messages'],
    [11, '11 непрочитанных сообщений', '11 unread messages'],
    [21, '21 непрочитанное сообщение', '21 unread messages'],
  ];
  for (const [n, russian, english] of counts)
    it(`counts ${n} in both languages`, () => {
      expect(ru.unread(n)).to.equal(russian);
      expect(en.unread(n)).to.equal(english);
    });

  for (const code of ERROR_CODES)
    it(`says of ${code} what happened and what to do`, () => {
      for (const errors of [errorsRu, errorsEn]) {
        const sentences = errors[code].match(/[^.:]+[.:]?/g)!;
        expect(sentences.length, errors[code]).to.be.at.least(2);
        expect(errors[code]).not.to.match(/!|undefined/);
      }
    });

  for (const code of NOTE_CODES)
    it(`has words for the note ${code}`, () => {
      for (const { notes } of [ru, en])
        expect(notes[code]('Ножикив Хирург', '', '12:05')).to.match(/\p{L}{4}/u);
    });

  it('speaks English where asked, Russian everywhere else', () => {
    expect(['en', 'en-GB', 'EN-us', 'ru', '', 'kk', null, undefined].map(langOf)).to.deep.equal([
      ...['en', 'en', 'en'],
      ...['ru', 'ru', 'ru', 'ru', 'ru'],
    ]);
  });

  it('takes the direction controls out of names', () => {
    expect(plain('Сидоров\u202eвонавИ\u2066\u2069')).to.equal('СидороввонавИ');
  });
});

/** An element with the tokens and nothing else. */
class TokenSwatch extends LitElement {
  static override styles = tokens;
  protected override render() {
    return html`<i></i>`;
  }
}
customElements.define('token-swatch', TokenSwatch);

describe('tokens', () => {
  const GROUNDS = ['surface', 'raised', 'sunken', 'accent-tint'];
  const INKS = ['text', 'muted', 'accent', 'positive', 'negative', 'warning'];

  for (const scheme of ['light', 'dark'])
    describe(`in the ${scheme} scheme`, () => {
      let swatch: TokenSwatch;
      const colour = (token: string) => {
        const probe = swatch.shadowRoot!.querySelector('i')!;
        probe.style.color = `var(--_${token})`;
        return getComputedStyle(probe).color;
      };
      const contrastOf = (a: string, b: string) => contrast(colour(a), colour(b));

      beforeEach(async () => {
        swatch = await fixture<TokenSwatch>(html`<token-swatch></token-swatch>`);
        swatch.style.colorScheme = scheme;
      });

      it('has the colours of its scheme', () => {
        expect(luminance(colour('surface')) > luminance(colour('text'))).to.equal(scheme === 'light');
      });

      for (const ground of GROUNDS)
        it(`keeps every text at 4.5:1 or more on ${ground}`, () => {
          for (const ink of INKS) expect(contrastOf(ink, ground), ink).to.be.at.least(4.5);
        });

      it('keeps text on the accent at 4.5:1 or more', () => {
        expect(contrastOf('on-accent', 'accent')).to.be.at.least(4.5);
      });

      it('keeps the edges of controls at 3:1 or more', () => {
        for (const ground of ['surface', 'raised', 'sunken'])
          expect(contrastOf('edge', ground), ground).to.be.at.least(3);
      });
    });

  it('take what the page sets on any ancestor', async () => {
    const page = await fixture(html`<div><token-swatch></token-swatch></div>`);
    (page as HTMLElement).style.setProperty('--consult-text', 'rgb(1, 2, 3)');
    expect(getComputedStyle(page.firstElementChild!).color).to.equal('rgb(1, 2, 3)');
  });

  it('scale by one knob, never under 14 px', async () => {
    const swatch = await fixture<TokenSwatch>(html`<token-swatch></token-swatch>`);
    swatch.style.setProperty('--consult-font-size', '25px');
    expect(getComputedStyle(swatch).fontSize).to.equal('25px');
    swatch.style.setProperty('--consult-font-size', '6px');
    expect(getComputedStyle(swatch).fontSize).to.equal('14px');
  });
});

/** Relative luminance of `rgb(r, g, b)`, by WCAG 2.2. */
function luminance(rgb: string): number {
  const [r, g, b] = rgb.match(/[\d.]+/g)!.map((part) => {
    const c = Number(part) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('define', () => {
  it('keeps the first copy of a tag and warns once of a second', () => {
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    const { warn } = console;
    const warnings: string[] = [];
    console.warn = (text: string) => warnings.push(text);
    try {
      define('twice-defined', First);
      define('twice-defined', First);
      expect(warnings).to.be.empty;
      define('twice-defined', Second);
      define('twice-defined', Second);
    } finally {
      console.warn = warn;
    }
    expect(customElements.get('twice-defined')).to.equal(First);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('<twice-defined>');
  });
});

describe('controllers', () => {
  /** Counts what it opens and follows. */
  class AWatcher extends LitElement {
    @property({ attribute: false }) key?: string;
    readonly opened: string[] = [];
    readonly closed: string[] = [];
    readonly handle = new HandleController(
      this,
      () => (this.key === undefined ? undefined : [this.key]),
      (key) => {
        this.opened.push(key);
        return { close: () => this.closed.push(key) };
      },
    );
    watched = 0;
    readonly store = createStore(1, () => {
      this.watched++;
      return () => this.watched--;
    });
    readonly follow = new StoreController(this, () => this.store);

    protected override render() {
      return html`${this.follow.value}`;
    }
  }
  customElements.define('a-watcher', AWatcher);

  const show = (key?: string) => fixture<AWatcher>(html`<a-watcher .key=${key}></a-watcher>`);

  it('shows what a store holds and what it comes to hold', async () => {
    const el = await show();
    expect(el.shadowRoot).to.have.text('1');
    el.store.set(2);
    await el.updateComplete;
    expect(el.shadowRoot).to.have.text('2');
  });

  it('opens a handle for what is asked, and another when that changes', async () => {
    const el = await show('a');
    el.requestUpdate();
    await el.updateComplete;
    el.key = 'b';
    await el.updateComplete;
    expect(el.opened).to.deep.equal(['a', 'b']);
    expect(el.closed).to.deep.equal(['a']);
  });

  it('keeps the handle of an element that is moved', async () => {
    const el = await show('a');
    const elsewhere = await fixture(html`<div></div>`);
    elsewhere.append(el);
    await aTimeout(0);
    await nextFrame();
    expect(el.opened).to.deep.equal(['a']);
    expect(el.closed).to.be.empty;
    expect(el.watched).to.equal(1);
  });

  it('lets go of both when the element is gone, whatever it is given afterwards', async () => {
    const el = await show('a');
    el.remove();
    expect(el.watched).to.equal(0);
    el.key = 'b';
    await el.updateComplete;
    await aTimeout(0);
    expect(el.opened).to.deep.equal(['a']);
    expect(el.closed).to.deep.equal(['a']);
    expect(el.watched).to.equal(0);
  });

  it('takes up again when the element comes back', async () => {
    const el = await show('a');
    const home = el.parentElement!;
    el.remove();
    await aTimeout(0);
    el.store.set(3);
    home.append(el);
    await el.updateComplete;
    expect(el.shadowRoot).to.have.text('3');
    expect(el.opened).to.deep.equal(['a', 'a']);
  });
});

describe('a part that comes later', () => {
  /** An element whose part can be had while `network.works`. */
  function aHost(network: { works: boolean; state: string }) {
    let asked = 0;
    class Host extends LitElement {
      readonly later = new LaterController(
        this,
        async () => {
          asked++;
          if (!network.works) throw new TypeError('Failed to fetch dynamically imported module');
          return { words: 'here' };
        },
        ({ words }) => words,
        () => network.state,
      );
      protected override render() {
        return html`${this.later.lost ? 'lost' : (this.later.value ?? 'waiting')}`;
      }
    }
    const tag = `x-later-${Math.random().toString(36).slice(2)}`;
    customElements.define(tag, Host);
    const host = document.createElement(tag) as Host;
    document.body.append(host);
    return { host, asked: () => asked, shown: () => host.renderRoot.textContent };
  }

  it('is asked for once, after the first paint', async () => {
    const { host, asked, shown } = aHost({ works: true, state: 'live' });
    await host.updateComplete;
    expect(shown()).to.equal('waiting');
    await nextFrame();
    expect(shown()).to.equal('here');
    host.requestUpdate();
    await nextFrame();
    expect(asked()).to.equal(1);
    host.remove();
  });

  it('is asked for again when the connection changes, and when the browser is back online', async () => {
    const network = { works: false, state: 'live' };
    const { host, asked, shown } = aHost(network);
    await nextFrame();
    expect(shown()).to.equal('lost');
    host.requestUpdate();
    await nextFrame();
    expect(asked(), 'not at each update').to.equal(1);
    network.state = 'offline';
    host.requestUpdate();
    await nextFrame();
    expect(asked()).to.equal(2);
    network.works = true;
    window.dispatchEvent(new Event('online'));
    await nextFrame();
    expect(shown()).to.equal('here');
    host.remove();
  });
});
