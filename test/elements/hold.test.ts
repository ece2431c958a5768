import { expect } from '@open-wc/testing';
import { createHold, type Hold } from '../../packages/client/src/hold.js';
import { until } from '../support/fixtures.js';

// Here and not beside the client's own tests: a browser answers later than Node, and that is the point.

const made: Hold[] = [];
const aHold = (name: string) => {
  const hold = createHold(name);
  made.push(hold);
  return hold;
};
afterEach(() => made.splice(0).forEach((hold) => hold.leave()));

/** Takes it as soon as it is free. */
async function comesToHave(hold: Hold) {
  let has = false;
  await until(() => {
    void hold.take().then((taken) => (has ||= taken));
    return has;
  }, 'it is free');
}

describe('what one tab has at a time', () => {
  it('is had by whoever takes it first, and by the next when it is left', async () => {
    const [one, other] = [aHold('form'), aHold('form')];
    expect(await one.take()).to.equal(true);
    expect(await one.take(), 'it has it already').to.equal(true);
    expect(await other.take()).to.equal(false);
    expect(await aHold('another form').take()).to.equal(true);
    one.leave();
    await comesToHave(other);
  });

  it('is not kept by one who left before the answer came', async () => {
    const [hasty, next] = [aHold('hasty'), aHold('hasty')];
    const taking = hasty.take();
    hasty.leave();
    await taking;
    await comesToHave(next);
  });
});
