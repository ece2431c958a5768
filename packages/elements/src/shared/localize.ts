import { clockOf, type ErrorCode, type Note } from '@consult/core';
import { ContextConsumer } from '@lit/context';
import type { LitElement } from 'lit';
import type { CommonWords } from '../text/ru.js';
import { langContext } from './client-context.js';
import { daySeparator, listDate, moment, shortMoment, time, type DateWords } from './dates.js';
import { plain } from './plain.js';

/** The languages the set speaks. Russian is in the bundle, English arrives when it is asked for. */
export type Lang = 'ru' | 'en';

/** A phrase, or a phrase with gaps to fill. */
type Phrase = string | ((...gaps: never[]) => string);
type Gaps<P> = P extends (...gaps: infer G) => string ? G : [];
type PhraseKey<T> = { [K in keyof T]: T[K] extends Phrase ? K : never }[keyof T];

/**
 * One vocabulary in both languages: Russian at hand, English loaded once by whoever needs it first.
 *
 * `T` is what the first paint needs; `All` is more where a later part brings words of its own (`learn`).
 */
export interface Words<T, All extends T = T> {
  readonly ru: T;
  readonly en: All | undefined;
  load(): Promise<void>;
}

/** Pairs Russian words with the chunk that holds the English ones. A word missing in either does not compile. */
export function createWords<T, All extends T = T>(ru: T, loadEnglish: () => Promise<All>): Words<T, All> {
  let en: All | undefined;
  let loading: Promise<void> | undefined; // tried once: where the chunk cannot be had, Russian it is
  return {
    ru,
    get en() {
      return en;
    },
    load: () =>
      (loading ??= loadEnglish().then(
        (words) => void (en = words),
        () => {},
      )),
  };
}

/** What is said of each error, in the languages that have arrived (`SentencesController`). */
export const sentences: { [L in Lang]?: Record<ErrorCode, string> } = {};

/** The language of a `lang` attribute such as `en-GB`; Russian where we do not speak it. */
export function langOf(tag: string | null | undefined): Lang {
  return tag?.toLowerCase().split('-')[0] === 'en' ? 'en' : 'ru';
}

/**
 * Lets an element speak the language of its provider; Russian without one.
 *
 * `readonly #text = new LocalizeController(this, chatWords);` … `this.#text.term('send')`. An element that uses it
 * waits for its words before it shows anything, so that nobody sees the wrong language flash by:
 * `protected override async scheduleUpdate() { await this.#text.ready(); await super.scheduleUpdate(); }`
 */
export class LocalizeController<T extends CommonWords, All extends T = T> {
  readonly #words: Words<T, All>;
  readonly #provided: ContextConsumer<typeof langContext, LitElement>;

  constructor(host: LitElement, words: Words<T, All>) {
    this.#words = words;
    this.#provided = new ContextConsumer(host, { context: langContext, subscribe: true });
  }

  /** The language spoken now; put it into `lang` of what is rendered, so that a screen reader pronounces it. */
  get lang(): Lang {
    return this.#provided.value === 'en' && this.#words.en ? 'en' : 'ru';
  }

  /** Resolves when the words of the language asked for are here, or cannot be had. */
  async ready(): Promise<void> {
    if (this.#provided.value === 'en' && !this.#words.en) await this.#words.load();
  }

  /** Takes up the Russian words of a part that has arrived; the English ones came all at once. */
  learn(rest: Omit<All, keyof T>): LocalizeController<All> {
    Object.assign(this.#words.ru as object, rest);
    return this as unknown as LocalizeController<All>;
  }

  /** A phrase of the element's vocabulary. */
  term<K extends PhraseKey<T>>(key: K, ...gaps: Gaps<T[K]>): string {
    const phrase = this.said[key] as string | ((...gaps: unknown[]) => string);
    return typeof phrase === 'string' ? phrase : phrase(...gaps);
  }

  /** What happened and what to do next. */
  error(code: ErrorCode): string {
    return sentences[this.lang]?.[code] ?? this.said.trouble;
  }

  /** What the system says in the log of a chat. */
  note({ note, person, reason, duration }: Pick<Note, 'note' | 'person' | 'reason' | 'duration'>): string {
    const name = person ? plain(`${person.name.family} ${person.name.given}`) : '';
    return this.said.notes[note](name, reason ?? '', clockOf(duration ?? 0));
  }

  /** «14:30», Moscow time. */
  time(at: number): string {
    return time(this.lang, at);
  }

  /** «Сегодня, 14:30», «Вчера», «10 апр». */
  listDate(at: number, now: number): string {
    return listDate(this.lang, this.#dates, at, now);
  }

  /** «Сегодня», «Вчера», «10 апреля». */
  daySeparator(at: number, now: number): string {
    return daySeparator(this.lang, this.#dates, at, now);
  }

  /** «10 апреля в 14:30 (МСК)», for the middle of a sentence. */
  moment(at: number, now: number): string {
    return moment(this.lang, this.#dates, at, now);
  }

  /** «завтра, 10:00», where there is little room. */
  shortMoment(at: number, now: number): string {
    return shortMoment(this.lang, this.#dates, at, now);
  }

  /** All the words of the language spoken now, those in tables too. */
  get said(): T {
    return (this.lang === 'en' && this.#words.en) || this.#words.ru;
  }

  get #dates(): DateWords {
    return this.said.dates;
  }
}
