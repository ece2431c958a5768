import type { ChatState } from '@consult/client';
import type { Entry } from '@consult/core';
import { expect } from '@open-wc/testing';
import { deliveryBetween } from '../../packages/elements/src/consult-chat/delivery.js';
import {
  hiddenByKeyboard,
  isAtEnd,
  isNearTop,
} from '../../packages/elements/src/consult-chat/scroll-math.js';
import { ThreadWindow } from '../../packages/elements/src/consult-chat/thread-window.js';
import {
  countUnread,
  firstUnread,
  placeOf,
  sectionsOf,
} from '../../packages/elements/src/consult-chat/timeline.js';
import { NOON } from '../support/house.js';

const HOUR = 60 * 60 * 1000;
const doctor = { id: 'per_doctor', side: 'doctor', name: { family: 'Королёв', given: 'Сергей' } } as const;
const patient = {
  id: 'per_patient',
  side: 'patient',
  name: { family: 'Матросова', given: 'Елена' },
} as const;

const aMessage = (seq: number, more: Partial<Extract<Entry, { kind: 'message' }>> = {}): Entry => ({
  kind: 'message',
  seq,
  revision: seq,
  sentAt: NOON,
  author: doctor,
  key: `key_${seq}`,
  text: `№ ${seq}`,
  ...more,
});
const aLog = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => aMessage(from + i));
const aState = (more: Partial<ChatState>): ChatState => ({
  status: 'ready',
  entries: [],
  pending: [],
  older: false,
  loadingOlder: false,
  ...more,
});

describe('sections of a thread', () => {
  it('have the same borders whatever part of the log is known', () => {
    const whole = sectionsOf(aLog(1, 65), 0);
    const tail = sectionsOf(aLog(16, 65), 0);
    expect(whole.map(({ index, entries }) => [index, entries.length])).to.deep.equal([
      [0, 25],
      [1, 25],
      [2, 15],
    ]);
    expect(tail.map(({ index, entries }) => [index, entries[0]!.seq])).to.deep.equal([
      [0, 16],
      [1, 26],
      [2, 51],
    ]);
    expect(tail[1]!.before!.seq).to.equal(25);
    expect(tail[0]!.before).to.equal(undefined);
  });

  it('are as many as are wanted, and none of nothing', () => {
    expect(sectionsOf(aLog(1, 65), 2).map(({ index }) => index)).to.deep.equal([2]);
    expect(sectionsOf([], 0)).to.deep.equal([]);
  });
});

describe('the drawn part of a thread', () => {
  it('is the last two sections, then one more at a time until all that is known is drawn', () => {
    const view = new ThreadWindow();
    const log = aLog(101, 430);
    view.open(log, 'per_patient', 430);
    expect(view.sections(log).map(({ index }) => index)).to.deep.equal([16, 17]);
    let extended = 0;
    while (view.extend(log)) extended++;
    expect(extended).to.equal(12);
    expect(view.sections(log)[0]!.entries[0]!.seq).to.equal(101);
  });

  it('begins before what is new', () => {
    const view = new ThreadWindow();
    const log = aLog(1, 430);
    view.open(log, 'per_patient', 210);
    expect(view.dividerSeq).to.equal(211);
    expect(view.sections(log)[0]!.index).to.equal(7);
  });

  it('has no line above what is new where all is new', () => {
    const view = new ThreadWindow();
    view.open(aLog(1, 8), 'per_patient', 0);
    expect(view.firstUnread).to.equal(1);
    expect(view.dividerSeq).to.equal(undefined);
  });

  it('has its line where what is new begins, though that page comes later', () => {
    const view = new ThreadWindow();
    view.open(aLog(51, 100), 'per_patient', 20);
    expect(view.dividerSeq).to.equal(51);
    view.learn(aLog(1, 100));
    expect(view.dividerSeq).to.equal(21);
    view.forgetDivider();
    view.learn(aLog(1, 101));
    expect(view.dividerSeq).to.equal(undefined);
  });

  it('goes back to an entry that is asked for, and never forward', () => {
    const view = new ThreadWindow();
    const log = aLog(1, 430);
    view.open(log, 'per_patient', 430);
    view.reach(60);
    expect(view.sections(log)[0]!.index).to.equal(1);
    view.reach(400);
    expect(view.sections(log)[0]!.index).to.equal(1);
  });

  it('is never empty, though a log that starts afresh is shorter', () => {
    const view = new ThreadWindow();
    view.open(aLog(1, 430), 'per_patient', 430);
    expect(view.sections(aLog(1, 30)).map(({ entries }) => entries.length)).to.deep.equal([25, 5]);
  });
});

describe('the place of an entry', () => {
  const at = (before: Entry | undefined, entry: Entry) => placeOf(entry, before);

  it('starts a day by the calendar of Moscow', () => {
    const evening = aMessage(1, { sentAt: NOON + 11.9 * HOUR });
    expect(at(evening, aMessage(2, { sentAt: NOON + 12 * HOUR }))).to.deep.equal({
      startsDay: true,
      startsRun: true,
    });
    expect(at(undefined, evening)).to.deep.equal({ startsDay: true, startsRun: true });
  });

  it('starts a run with another author, and after a note', () => {
    const note = {
      kind: 'note',
      seq: 1,
      revision: 1,
      sentAt: NOON,
      note: 'opened',
      person: null,
      reason: null,
    } as const;
    expect(at(aMessage(1), aMessage(2)).startsRun).to.equal(false);
    expect(at(aMessage(1), aMessage(2, { author: patient })).startsRun).to.equal(true);
    expect(at(note, aMessage(2)).startsRun).to.equal(true);
  });
});

describe('what is unread', () => {
  const log = [aMessage(1), aMessage(2, { author: patient }), aMessage(3), aMessage(4)];

  it('are others’ words after the mark', () => {
    expect(firstUnread(log, 'per_patient', 1)).to.equal(3);
    expect(countUnread(log, 'per_patient', 0)).to.equal(3);
    expect(countUnread(log, 'per_patient', 4)).to.equal(0);
    expect(firstUnread(log, 'per_patient', 4)).to.equal(undefined);
  });
});

describe('what becomes of a message that waits', () => {
  const waiting = { key: 'key_9', text: 'а', at: NOON, state: 'sending' } as const;

  it('it is sent once the log has it', () => {
    const before = aState({ pending: [waiting] });
    expect(deliveryBetween(before, aState({ entries: [aMessage(9)] })).sent).to.deep.equal([
      { key: 'key_9', seq: 9 },
    ]);
    expect(deliveryBetween(before, before)).to.deep.equal({ sent: [], refused: [] });
  });

  it('it is refused once, with the reason', () => {
    const failed = aState({ pending: [{ ...waiting, state: 'failed', problem: 'too-large' }] });
    const { refused } = deliveryBetween(aState({ pending: [waiting] }), failed);
    expect(refused).to.deep.equal([{ key: 'key_9', code: 'too-large' }]);
    expect(deliveryBetween(failed, failed).refused).to.deep.equal([]);
  });

  it('it is neither when the author took it away', () => {
    expect(deliveryBetween(aState({ pending: [waiting] }), aState({}))).to.deep.equal({
      sent: [],
      refused: [],
    });
  });
});

describe('the place in a box that scrolls', () => {
  it('is the end within a line of it', () => {
    const box = { scrollHeight: 1000, clientHeight: 400 };
    expect(isAtEnd({ ...box, scrollTop: 600 })).to.equal(true);
    expect(isAtEnd({ ...box, scrollTop: 577 })).to.equal(true);
    expect(isAtEnd({ ...box, scrollTop: 560 })).to.equal(false);
    expect(isNearTop({ ...box, scrollTop: 399 })).to.equal(true);
    expect(isNearTop({ ...box, scrollTop: 400 })).to.equal(false);
  });

  it('is lifted by what a keyboard hides, and by nothing else', () => {
    const phone = { offsetTop: 0, height: 400, scale: 1 };
    expect(hiddenByKeyboard(750, 800, phone), 'the keyboard over the box').to.equal(350);
    expect(hiddenByKeyboard(2000, 800, phone), 'a tall page below the keyboard').to.equal(400);
    expect(hiddenByKeyboard(300, 800, phone), 'an element above it').to.equal(0);
    expect(hiddenByKeyboard(800, 800, { ...phone, height: 740 }), 'the browser’s own bar').to.equal(0);
    expect(hiddenByKeyboard(800, 800, { ...phone, scale: 2 }), 'a page that is zoomed').to.equal(0);
  });
});
