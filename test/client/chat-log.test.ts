import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf, type ChatLog } from '../../packages/client/src/chat-log.js';
import {
  viewWithMessage,
  withChanges,
  withHead,
  withMessage,
  withOlder,
} from '../../packages/client/src/log-changes.js';
import { aMessage, aView, GrowingLog } from './support/a-log.js';

const ME = 'per_matrosova';
const PAGE = 3;

/** What may happen between a server and a client, and how the client comes to know of it. */
type Happening =
  | { readonly does: 'write' | 'read'; readonly hint: 'arrives' | 'lost' | 'late' | 'twice' }
  | { readonly does: 'delete'; readonly index: number }
  | { readonly does: 'load older' | 'catch up' | 'late hints arrive' };

const happenings = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        does: fc.constantFrom('write', 'read'),
        hint: fc.constantFrom('arrives', 'lost', 'late', 'twice'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('delete'), index: fc.nat(50) }) },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constantFrom('load older', 'catch up', 'late hints arrive') }),
    },
  ),
  { maxLength: 60 },
) as fc.Arbitrary<Happening[]>;

const catchUp = (log: ChatLog, server: GrowingLog) => {
  const page = server.after(log.revision);
  return withChanges(log, page.entries, page.chat)!;
};

/** Lives through it all, and looks after each step that the log is dense and never runs ahead of what it says. */
function live(before: number, story: readonly Happening[]) {
  const server = new GrowingLog();
  for (let i = 0; i < before; i++) server.write();
  let log = logOf(server.newest(PAGE));
  const late: ReturnType<typeof aMessage>[] = [];
  const hear = (message: ReturnType<typeof aMessage>) => (log = withMessage(log, message, ME) ?? log);

  for (const happening of story) {
    switch (happening.does) {
      case 'write': {
        const message = server.write();
        if (happening.hint === 'late') late.push(message);
        else if (happening.hint !== 'lost') hear(message);
        if (happening.hint === 'twice') hear(message);
        break;
      }
      case 'read':
        server.read();
        break;
      case 'delete':
        server.delete(happening.index);
        break;
      case 'late hints arrive':
        late.splice(0).reverse().forEach(hear);
        break;
      case 'load older':
        if (log.older) log = withOlder(log, server.before(log.entries[0]!.seq, PAGE));
        break;
      case 'catch up':
        log = catchUp(log, server);
    }
    log.entries.forEach((entry, i) => expect(entry.seq).toBe(log.entries[0]!.seq + i));
    expect(log.revision).toBeLessThanOrEqual(server.revision);
  }
  return { server, log };
}

describe('a chat log', () => {
  it('shows what the server has after one catch-up, whatever was lost, doubled or late', () => {
    fc.assert(
      fc.property(fc.nat(10), happenings, (before, story) => {
        const { server, log } = live(before, story);
        const caughtUp = catchUp(log, server);
        const first = caughtUp.entries[0]?.seq ?? 1;
        expect(caughtUp.entries).toEqual(server.entries.slice(first - 1));
        expect(caughtUp.revision).toBe(server.revision);
        expect(caughtUp.older).toBe(first > 1);
      }),
      { numRuns: 500 },
    );
  });

  it('is complete by hints alone when none is lost', () => {
    const server = new GrowingLog();
    let log = logOf(server.newest(PAGE));
    for (let i = 0; i < 20; i++) log = withMessage(log, server.write(), ME)!;
    expect(log.entries).toEqual(server.entries);
  });

  it('asks when a hint is not the very next change', () => {
    const log = logOf(new GrowingLog().newest(PAGE));
    expect(withMessage(log, aMessage(1, 2), ME)).toBeUndefined();
    expect(withMessage(log, aMessage(2, 1), ME)).toBeUndefined();
  });

  it('replaces a message by its tombstone, and never a tombstone by the message it was', () => {
    const server = new GrowingLog();
    const said = server.write();
    const log = logOf(server.newest(PAGE));
    server.delete(0);
    const page = server.after(log.revision);
    const after = withChanges(log, page.entries, page.chat)!;
    expect(after.entries[0]).toMatchObject({ kind: 'tombstone', seq: 1 });
    expect(withChanges(after, [said], page.chat)!.entries[0]!.kind).toBe('tombstone');
  });

  it('leaves a page of older history out that does not join on', () => {
    const server = new GrowingLog();
    for (let i = 0; i < 10; i++) server.write();
    const log = logOf(server.newest(PAGE));
    expect(withOlder(log, server.before(5, PAGE))).toBe(log);
    expect(withOlder(log, { ...server.before(8, PAGE), epoch: 'another' })).toBe(log);
  });

  it('begins anew where the changes leave a hole', () => {
    const log = logOf(new GrowingLog().newest(PAGE));
    expect(withChanges(log, [aMessage(5)], aView({ revision: 5 }))).toBeUndefined();
  });

  it('keeps the newer of two heads', () => {
    const log = logOf(new GrowingLog().newest(PAGE));
    const ahead = withHead(log, aView({ revision: 7, unread: 1 }));
    expect(withHead(ahead, aView({ revision: 6 })).chat.unread).toBe(1);
    expect(withHead(ahead, aView({ revision: 7, unread: 0 })).chat.unread).toBe(0);
  });
});

describe("a chat's row", () => {
  it('counts what others say as unread, and not what one says oneself', () => {
    const view = aView({ unread: 1 });
    expect(viewWithMessage(view, aMessage(1, 1, 'per_korolyov'), ME)).toMatchObject({
      unread: 2,
      seq: 1,
      revision: 1,
    });
    expect(viewWithMessage(view, aMessage(1, 1, ME), ME).unread).toBe(1);
  });
});
