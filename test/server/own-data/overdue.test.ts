import { rmSync } from 'node:fs';
import { ERASURE_TERM } from '@consult/core';
import type { Erasures, ErasureView } from '@consult/core/wire';
import { afterEach, describe, expect, it } from 'vitest';
import type { Log, LogFields, Stores } from '../../../server/src/deps.js';
import { openNodeStores } from '../../../server/src/db/sqlite/open-node.js';
import { tellOverdue } from '../../../server/src/own-data/overdue.js';
import { aHouse, closeHouses, NOON as HOUSE_NOON } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';
import {
  ADMINISTRATOR,
  aFolder,
  as,
  CLINIC,
  DAY,
  newId,
  NOON,
  OTHER_PATIENT,
  PATIENT,
  settle,
} from '../db/stores.js';

afterEach(closeHouses);

const go = () => undefined;
const DUE = NOON + DAY;

/** A folder in which `patients` wait to be forgotten, until `DUE` and a moment more each. */
async function waiting(patients = [PATIENT]) {
  const folder = aFolder();
  const stores = openNodeStores(folder);
  await settle(stores);
  const ids: string[] = [];
  for (const [at, patient] of patients.entries()) {
    ids.push(newId('erasure'));
    await stores.ownData.ask(
      patient,
      { id: ids.at(-1)!, patient: patient.person, dueAt: DUE + at },
      NOON,
      go,
    );
  }
  return { folder, stores, ids };
}

/** What the log is told at a moment. */
async function told(stores: Stores, at: number) {
  const lines: [event: string, fields: LogFields][] = [];
  const log = { warn: (fields, event) => void lines.push([event, fields]) } as Pick<Log, 'warn'> as Log;
  await tellOverdue({ stores, log, now: () => at });
  return lines;
}

describe('An erasure that is not done in its term', () => {
  it('is told to the log, by its id and nothing else, from the moment after its term, once a day', async () => {
    const { folder, stores, ids } = await waiting();
    const line = [['erasure-overdue', { code: ids[0] }]];
    for (const at of [NOON, DUE - 1, DUE]) expect(await told(stores, at), `${at - DUE}`).toEqual([]);
    expect(await told(stores, DUE + 1)).toEqual(line);
    for (const later of [1, DAY - 1]) expect(await told(stores, DUE + 1 + later), `${later}`).toEqual([]);
    expect(await told(stores, DUE + 1 + DAY)).toEqual(line);
    expect(await told(stores, DUE + 2 * DAY)).toEqual([]);
    expect(await told(stores, DUE + 1 + 2 * DAY)).toEqual(line);
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  it('is told once also where the server is started again', async () => {
    const { folder, stores, ids } = await waiting();
    expect(await told(stores, DUE + 1)).toHaveLength(1);
    await stores.close();
    const again = openNodeStores(folder);
    expect(await told(again, DUE + 2)).toEqual([]);
    expect(await told(again, DUE + 1 + DAY)).toEqual([['erasure-overdue', { code: ids[0] }]]);
    await again.close();
    rmSync(folder, { recursive: true });
  });

  it('is told each by itself, also with one word of two, until it is done', async () => {
    const { folder, stores, ids } = await waiting([PATIENT, OTHER_PATIENT]);
    const codes = async (at: number) => (await told(stores, at)).map(([, { code }]) => code);
    expect(await codes(DUE + 1)).toEqual([ids[0]]);
    expect(await codes(DUE + 2)).toEqual([ids[1]]);
    await stores.ownData.approve(ADMINISTRATOR, ids[0]!, DUE + 3, go);
    expect(await codes(DUE + 2 + DAY)).toEqual(ids);
    await stores.ownData.approve(as('administrator', 'per_second', CLINIC), ids[0]!, DUE + 3 + DAY, go);
    expect(await codes(DUE + 2 + 2 * DAY)).toEqual([ids[1]]);
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  it('is listed as overdue to the administrators and to the person, until it is done', async () => {
    const house = await aHouse();
    const second = { ...PEOPLE.administrator, id: 'per_administrator_2' };
    const { erasure } = await house.call<{ erasure: ErasureView }>('patient', 'POST', '/v1/me/erasure', {});
    expect(erasure).toMatchObject({ dueAt: HOUSE_NOON + ERASURE_TERM, overdue: false });
    const listed = async (who: 'administrator' | 'patient', path: string) =>
      (await house.call<Erasures>(who, 'GET', path)).erasures.map(({ overdue }) => overdue);
    const everywhere = async () => [
      await listed('administrator', '/v1/erasures'),
      await listed('patient', '/v1/me/erasure'),
    ];
    await house.clock.advance(ERASURE_TERM);
    expect(await everywhere()).toEqual([[false], [false]]);
    await house.clock.advance(1);
    expect(await everywhere()).toEqual([[true], [true]]);
    const approve = async (who: 'administrator' | typeof second) =>
      (await house.call<{ erasure: ErasureView }>(who, 'POST', `/v1/erasures/${erasure.id}/approve`)).erasure;
    expect(await approve('administrator')).toMatchObject({ state: 'approved', overdue: true });
    expect(await approve(second)).toMatchObject({ state: 'done', overdue: false });
    expect(await everywhere()).toEqual([[], [false]]);
  });
});
