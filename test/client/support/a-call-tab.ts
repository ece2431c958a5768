import type { Client } from '@consult/client';
import {
  openCalls,
  type CallHandle,
  type CallPhase,
  type Calls,
  type CallOptions,
} from '@consult/client/call';
import { onTestFinished } from 'vitest';
import type { CallTuning } from '../../../packages/client/src/call/call-tuning.js';
import type { House } from '../../support/house.js';
import type { Cast, PersonKey } from '../../support/people.js';
import { aComputer, aPage, someLocks, someStorage, type Computer } from './a-computer.js';
import { aTab, type TabWishes } from './a-tab.js';
import type { LinkWorld } from './link-world.js';
import { until } from './until.js';

/** The intervals of calls where nobody wants to wait. */
export const QUICK_CALLS: Partial<CallTuning> = {
  backoff: [5, 40],
  pollEvery: [30, 60],
  seatAfter: 20,
  leaveWithin: 150,
  reportAfter: [10, 0],
  connectWithin: 2000,
  goodFor: 100,
  ladder: {
    'ice-restart': { tries: 2, within: 60 },
    redial: { tries: 3, within: 60 },
    'audio-only': { tries: 1, within: 60 },
    words: { tries: Infinity, within: 400 },
  },
};

export interface CallTabWishes extends TabWishes {
  readonly computer?: Computer;
  readonly calls?: CallOptions;
}

/** A page open in somebody's browser that follows their calls. */
export interface CallTab {
  readonly client: Client;
  readonly calls: Calls;
  readonly computer: Computer;
  readonly options: CallOptions;
  /** Waits until a call is shown in this phase. */
  shows(phase: CallPhase): Promise<CallHandle>;
  /** The same page, loaded again. */
  reload(): CallTab;
  close(): void;
}

export function aCallTab(
  house: House,
  world: LinkWorld,
  who: PersonKey | Cast,
  wishes: CallTabWishes = {},
): CallTab {
  const { computer = aComputer(), calls: wanted, ...tab } = wishes;
  const options: CallOptions = {
    openLink: async () => ({ openPeerLink: world.open }),
    media: computer.media,
    locks: someLocks(),
    storage: someStorage(),
    page: aPage(),
    streamOf: (tracks) => ({ tracks }) as unknown as MediaStream,
    ...wanted,
    tuning: { ...QUICK_CALLS, ...wanted?.tuning },
  };
  const client = aTab(house, who, tab);
  const calls = openCalls(client, options);
  const close = () => {
    calls.close();
    client.close();
  };
  onTestFinished(close);
  return {
    client,
    calls,
    computer,
    options,
    async shows(phase) {
      const handle = await until(calls.current, (one) => one !== undefined);
      await until(handle!.state, (state) => state.phase === phase);
      return handle!;
    },
    reload() {
      close();
      return aCallTab(house, world, who, { ...wishes, computer, calls: options });
    },
    close,
  };
}
