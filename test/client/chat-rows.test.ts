import { describe, expect, it } from 'vitest';
import type { ChatView } from '@consult/core/wire';
import { rowsOf } from '../../packages/client/src/chat-rows.js';
import { withFirstPage, withNextPage, withView } from '../../packages/client/src/rows-changes.js';
import { aView, NOON } from './support/a-log.js';

/** `cht_9` was active most lately, `cht_1` least. */
const row = (n: number, differences: Partial<ChatView> = {}) =>
  aView({ id: `cht_${n}`, revision: 1, activeAt: NOON + n, ...differences });
const page = (chats: ChatView[], next: string | null = 'more', unread = 0, epoch = 'epoch-1') => ({
  epoch,
  now: NOON,
  chats,
  next,
  unread,
});
const ids = ({ chats }: { readonly chats: readonly ChatView[] }) => chats.map(({ id }) => id);

describe('the rows of a chat list', () => {
  it('move up when something happens in a chat, and count what is unread', () => {
    const rows = rowsOf(page([row(9), row(8), row(7)], null, 1));
    const after = withView(rows, row(7, { revision: 2, activeAt: NOON + 10, unread: 3 }));
    expect(ids(after)).toEqual(['cht_7', 'cht_9', 'cht_8']);
    expect(after.unread).toBe(4);
  });

  it('stay as they are when what was learned is older, or of a chat not in the list', () => {
    const rows = rowsOf(page([row(9, { revision: 5 })]));
    expect(withView(rows, row(9, { revision: 4, unread: 7 }))).toBe(rows);
    expect(withView(rows, row(1))).toBe(rows);
  });

  it('grow by a page, without a chat twice', () => {
    const moved = withView(rowsOf(page([row(9), row(8)])), row(8, { revision: 2, activeAt: NOON + 20 }));
    const after = withNextPage(moved, page([row(8), row(7)], null));
    expect(ids(after)).toEqual(['cht_8', 'cht_9', 'cht_7']);
    expect(after.next).toBeNull();
  });

  it('take in a new first page and keep what was loaded beyond it', () => {
    const rows = withNextPage(rowsOf(page([row(9), row(8)], 'after-8')), page([row(7), row(6)], 'after-6'));
    const after = withFirstPage(rows, page([row(20), row(9)], 'after-9'));
    expect(ids(after)).toEqual(['cht_20', 'cht_9', 'cht_8', 'cht_7', 'cht_6']);
    expect(after.next).toBe('after-6');
  });

  it('let go of a chat that has left the first page without reason to stand below it', () => {
    const rows = rowsOf(page([row(9), row(8)], 'after-8'));
    expect(ids(withFirstPage(rows, page([row(9), row(7)], 'after-7')))).toEqual(['cht_9', 'cht_7']);
  });

  it('begin anew with a page that is all there is, or of another life of the database', () => {
    const rows = rowsOf(page([row(9), row(8)]));
    expect(ids(withFirstPage(rows, page([row(5)], null)))).toEqual(['cht_5']);
    expect(ids(withFirstPage(rows, page([row(10)], 'more', 0, 'epoch-2')))).toEqual(['cht_10']);
  });
});
