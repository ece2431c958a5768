import { codeOf, isPassing } from '@consult/core';
import type { NoticesPage, NoticeView } from '@consult/core/wire';
import type { Client, NoticesHandle, NoticesState } from './contracts.js';
import { createPaging } from './paging.js';
import { createStore } from './store.js';

export type { NoticesHandle, NoticesState, PushHandle, PushState } from './contracts.js';
export { openPush, type PushPorts } from './push.js';

/** How often it is asked while nothing is heard of the live feed, in ms. */
const EVERY = 30_000;

/** Notices on a page. */
const PAGE = 30;

/**
 * Opens «Мои уведомления» of the client's person. Read while somebody watches: at once, at each hint, whenever the feed
 * has come back, and every half a minute where there is none.
 *
 * @param every - For tests.
 */
export function openNotices(client: Client, every = EVERY): NoticesHandle {
  const state = createStore<NoticesState>(
    { status: 'loading', notices: [], unread: 0, more: false, loadingMore: false },
    watch,
  );
  let read: { readonly epoch: string; readonly unread: number; readonly next: string | null } | undefined;
  let notices: readonly NoticeView[] = [];
  let problem: NoticesState['problem'];
  let closed = false;
  /** Counts readings: a late answer never overwrites a newer one. */
  let asked = 0;
  const paging = createPaging(() => !!read?.next, readMore, show);

  const page = (after: string | null) =>
    client.call<NoticesPage>('GET', `/v1/notices?limit=${PAGE}${after === null ? '' : `&after=${after}`}`);

  /** Reads anew as far as it was read before: what one was told of, and what has been read since. */
  async function ask() {
    if (closed) return;
    const own = ++asked;
    try {
      const first = await page(null);
      const found = [...first.notices];
      let next = first.next;
      while (own === asked && next !== null && found.length < notices.length && first.epoch === read?.epoch) {
        const more = await page(next);
        found.push(...more.notices);
        next = more.next;
      }
      if (own !== asked) return;
      read = { epoch: first.epoch, unread: first.unread, next };
      notices = found;
      problem = undefined;
    } catch (error) {
      if (own !== asked) return;
      problem = codeOf(error);
      // What is known stays for as long as only the weather is bad.
      if (!isPassing(problem)) forget();
    }
    show();
  }

  async function readMore() {
    const began = read;
    if (!began?.next) return;
    try {
      const more = await page(began.next);
      if (read !== began) return; // it was read anew meanwhile
      read = { epoch: more.epoch, unread: more.unread, next: more.next };
      notices = [...notices, ...more.notices];
      problem = undefined;
    } catch (error) {
      problem = codeOf(error);
    }
  }

  function forget() {
    read = undefined;
    notices = [];
  }

  function show() {
    if (closed) return;
    state.set({
      status: read ? 'ready' : problem ? 'failed' : 'loading',
      problem,
      notices,
      unread: read?.unread ?? 0,
      more: !!read?.next,
      loadingMore: paging.loading,
    });
  }

  function watch() {
    const stops = [
      client.listen(({ type }) => void (type === 'notices' && ask())),
      client.connection.subscribe(() => {
        const { state: now } = client.connection.value;
        if (now === 'live') void ask();
        if (now === 'closed' || now === 'refused') {
          asked++;
          problem = 'signed-out';
          forget();
          show();
        }
      }),
    ];
    const timer = setInterval(() => void (client.connection.value.state !== 'live' && ask()), every);
    void ask();
    return () => {
      clearInterval(timer);
      asked++;
      for (const stop of stops) stop();
    };
  }

  return {
    state,
    async markRead(upTo) {
      await client.call('PUT', '/v1/notices/read', { upTo });
      await ask();
    },
    loadMore: () => paging.readNext(),
    reload: () => void ask(),
    close() {
      closed = true;
      asked++;
    },
  };
}
