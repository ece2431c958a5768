import type { CheckFinding, CheckState } from '@consult/client/check';
import type { Probe } from '@consult/core';

/** The manual's list of troubles with a call (§5.3), in its order. */
export const ITEMS = ['page', 'permissions', 'devices', 'browser', 'blockers', 'adapters'] as const;
export type Item = (typeof ITEMS)[number];

/** What is asked for each item. */
export const PROBES_OF: Readonly<Record<Item, readonly Probe[]>> = {
  page: ['server'],
  permissions: ['secure', 'policy', 'camera-permission', 'microphone-permission'],
  devices: ['camera', 'microphone', 'picture', 'sound', 'speaker'],
  browser: ['browser'],
  blockers: ['socket', 'webrtc', 'udp', 'turn'],
  adapters: ['adapters'],
};

/** What may come out otherwise once an item has been mended, and is asked again with it. */
const FOLLOWERS: Partial<Record<Item, Item>> = { page: 'blockers', permissions: 'devices' };

/** What is asked again for an item. */
export function probesAgain(item: Item): readonly Probe[] {
  const follower = FOLLOWERS[item];
  return follower ? [...PROBES_OF[item], ...PROBES_OF[follower]] : PROBES_OF[item];
}

/** How an item stands: as its worst finding, or under way, or not asked yet. */
export type ItemState = 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check has found for one item. */
export interface ItemView {
  readonly item: Item;
  readonly state: ItemState;
  readonly findings: readonly CheckFinding[];
  /** What is wrong, the gravest first. */
  readonly problems: readonly CheckFinding[];
}

/** Puts the findings where the manual has them. */
export function itemsOf({ current, running, findings }: CheckState): ItemView[] {
  return ITEMS.map((item) => {
    const probes = PROBES_OF[item];
    const own = findings.filter(({ probe }) => probes.includes(probe));
    const problems = [...own.filter(is('failed')), ...own.filter(is('warning'))];
    return { item, findings: own, problems, state: stateOf() };

    function stateOf(): ItemState {
      if (current && probes.includes(current)) return 'running';
      const worst = problems[0]?.result ?? own.find(is('ok'))?.result;
      return worst ?? (own.length && !running ? 'skipped' : 'waiting');
    }
  });
}

const is =
  (wanted: CheckFinding['result']) =>
  ({ result }: CheckFinding) =>
    result === wanted;
