import { describe, expect, it } from 'vitest';
import { claimDevice, forgetDevice } from '../../../packages/client/src/call/device-id.js';
import { someLocks, someStorage } from '../support/a-computer.js';

const patience = 20;

describe('a page’s own id', () => {
  it('is kept over a reload, by each person', async () => {
    const [storage, locks] = [someStorage(), someLocks()];
    const first = await claimDevice('per_1', { storage, locks, patience });
    expect(first.id).toMatch(/^dev_[0-9a-f]{32}$/);
    first.release();
    expect((await claimDevice('per_1', { storage, locks, patience })).id).toBe(first.id);
    expect((await claimDevice('per_2', { storage, locks, patience })).id).not.toBe(first.id);
  });

  it('is kept where the old page takes a moment to go', async () => {
    const [storage, locks] = [someStorage(), someLocks()];
    const first = await claimDevice('per_1', { storage, locks, patience });
    const second = claimDevice('per_1', { storage, locks, patience });
    first.release();
    expect((await second).id).toBe(first.id);
  });

  it('is another one in a copy of the tab', async () => {
    const [storage, locks] = [someStorage(), someLocks()];
    const first = await claimDevice('per_1', { storage, locks, patience });
    const copy = await claimDevice('per_1', { storage, locks, patience });
    expect(copy.id).not.toBe(first.id);
  });

  it('is had where the browser keeps nothing and locks nothing', async () => {
    const device = await claimDevice('per_1', { storage: undefined, locks: undefined, patience });
    expect(device.id).toMatch(/^dev_/);
  });

  it('is not what somebody else has put there', async () => {
    const storage = someStorage();
    storage.setItem('consult-device/per_1', 'me');
    expect((await claimDevice('per_1', { storage, locks: someLocks(), patience })).id).toMatch(/^dev_/);
  });

  it('is forgotten with the person', async () => {
    const storage = someStorage();
    await claimDevice('per_1', { storage, locks: someLocks(), patience });
    forgetDevice('per_1', storage);
    expect(storage.size).toBe(0);
  });
});
