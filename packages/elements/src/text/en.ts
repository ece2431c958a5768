import { counter } from '../shared/plural.js';
import type { CommonWords } from './ru.js';

const count = counter('en');

const assigned = (name: string) => `${name} is now the doctor in charge`;

/** The words of `ru.ts` in English. */
export const en: CommonWords = {
  notes: {
    'doctor-assigned': assigned,
    'doctor-changed': assigned,
    completed: () => 'All work on the request has been completed',
    opened: () => 'The consultation has begun',
    'completed-without-conclusion': (_, reason) =>
      reason ? `Finished without a conclusion: ${reason}` : 'Finished without a conclusion',
    missed: () => 'The consultation did not take place',
    cancelled: () => 'The consultation was cancelled',
    'call-ended': (_, __, length) => `Video call, ${length}`,
    'call-missed': () => 'Missed video call',
    'call-declined': () => 'Video call declined',
  },
  dates: { today: 'Today', yesterday: 'Yesterday', tomorrow: 'Tomorrow', at: 'at', zone: 'Moscow time' },
  deleted: 'Message deleted',
  conclusion: 'Doctor’s conclusion',
  emergency: 'If life is in danger, call 103 or 112',
  trouble: 'That did not work. Please try again.',
  incomplete: 'A part of the page did not load. Check your connection or reload the page.',
  unread: (n) => count(n, { one: 'unread message', other: 'unread messages' }),
  completed: 'Finished',
  missed: 'Did not take place',
  cancelled: 'Cancelled',
};
