import type { Client } from '@consult/client';
import type { Probe } from '@consult/core';
import type { IceServersAnswer } from '@consult/core/wire';
import { onTestFinished } from 'vitest';
import { openCheck, type CheckHandle, type CheckOptions } from '@consult/client/check';
import { aHouse, type House } from '../../support/house.js';
import { aBrowser, BRISK, naming, type Browser, type BrowserWishes } from '../../support/a-browser.js';
import { aTab } from './a-tab.js';

export interface CheckWishes extends BrowserWishes, Omit<CheckOptions, 'ports'> {
  readonly house?: House;
  readonly client?: Client;
  /** What the server names for a call; default: nothing. */
  readonly iceServers?: IceServersAnswer['iceServers'];
}

/** A check in a browser as a test wants it; closed with the test. */
export async function aCheck(wishes: CheckWishes = {}): Promise<{
  check: CheckHandle;
  browser: Browser;
  client: Client;
  /** What was found, as «result» or «result cause». */
  found(probe: Probe): string | undefined;
  evidence(probe: Probe): string | undefined;
}> {
  const house = wishes.house ?? (await aHouse());
  const client = wishes.client ?? aTab(house, 'patient');
  const browser = aBrowser({ ...wishes, ports: { live: house.network.live, ...wishes.ports } });
  const { chatId, times } = wishes;
  const check = openCheck(naming(client, wishes.iceServers), {
    chatId,
    ports: browser.ports,
    times: { ...BRISK, ...times },
  });
  onTestFinished(() => check.close());
  const find = (probe: Probe) => check.state.value.findings.find((finding) => finding.probe === probe);
  return {
    check,
    browser,
    client,
    found: (probe) => {
      const finding = find(probe);
      return finding && [finding.result, finding.cause].filter(Boolean).join(' ');
    },
    evidence: (probe) => find(probe)?.evidence,
  };
}
