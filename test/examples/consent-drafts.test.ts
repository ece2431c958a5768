import { describe, expect, it } from 'vitest';
import { openDrafts } from '../../examples/portal/src/page/documents/draft.js';
import { faultsOf } from '../../examples/portal/src/page/documents/faults.js';
import { documentsRu } from '../../examples/portal/src/text/documents-ru.js';

const DRAFT = { title: 'Согласие', text: 'Я согласна.', after: 1 };

/** What a browser keeps for one tab. */
function aTab() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { kept, storage: () => storage };
}

describe('the draft of a consent document', () => {
  it('survives a reload, each kind and each administrator apart', () => {
    const { storage } = aTab();
    expect(openDrafts('per_1', storage).write('notifications', DRAFT)).toBe(true);
    const reloaded = openDrafts('per_1', storage);
    expect(reloaded.read('notifications')).toEqual(DRAFT);
    expect(reloaded.read('personal-data')).toBeUndefined();
    expect(openDrafts('per_2', storage).read('notifications')).toBeUndefined();
  });

  it('is gone when it is forgotten', () => {
    const { kept, storage } = aTab();
    const drafts = openDrafts('per_1', storage);
    drafts.write('notifications', DRAFT);
    drafts.forget('notifications');
    expect(drafts.read('notifications')).toBeUndefined();
    expect(kept.size).toBe(0);
  });

  it.each([
    ['what is not JSON', '{'],
    ['something else', '{"title":1}'],
    ['nothing', 'null'],
  ])('is not made of %s under its name', (_, found) => {
    const { kept, storage } = aTab();
    openDrafts('per_1', storage).write('notifications', DRAFT);
    for (const key of kept.keys()) kept.set(key, found);
    expect(openDrafts('per_1', storage).read('notifications')).toBeUndefined();
  });

  it('stays on the page where the browser keeps nothing, and that is told', () => {
    const drafts = openDrafts('per_1', () => {
      throw new DOMException('forbidden', 'SecurityError');
    });
    expect(drafts.write('notifications', DRAFT)).toBe(false);
    expect(drafts.read('notifications')).toEqual(DRAFT);
    drafts.forget('notifications');
    expect(drafts.read('notifications')).toBeUndefined();
  });
});

describe('what is wrong with a draft', () => {
  const inForce = {
    kind: 'notifications',
    version: 1,
    title: 'Согласие',
    text: 'Я согласна.',
    hash: '',
    publishedAt: 0,
  } as const;
  const said = (title: string, text: string, known: typeof inForce | undefined = inForce) =>
    faultsOf({ title, text }, known, documentsRu);

  it.each([
    ['Согласие', 'Я согласна. Да.', {}],
    [' ', 'Я согласна.', { title: documentsRu.titleEmpty }],
    ['Согласие', ' \n', { text: documentsRu.textEmpty }],
    ['я'.repeat(300), 'я'.repeat(50_000), {}],
    ['🙂'.repeat(300), '🙂'.repeat(50_000), {}],
    ['я'.repeat(301), 'Я', { title: 'Не больше 300 знаков, сейчас 301. Сократите.' }],
    ['Согласие', 'я'.repeat(50_001), { text: 'Не больше 50000 знаков, сейчас 50001. Сократите.' }],
    ['Согласие ', 'Я согласна.\n', { text: documentsRu.unchanged }],
    ['Другое согласие', 'Я согласна.', {}],
  ])('is said of each field (case %#)', (title, text, faults) => {
    const found = said(title, text);
    expect(Object.fromEntries(Object.entries(found).filter(([, words]) => words))).toEqual(faults);
  });

  it('is not that it is the first', () => {
    expect(faultsOf(DRAFT, undefined, documentsRu)).toEqual({ title: undefined, text: undefined });
  });
});
