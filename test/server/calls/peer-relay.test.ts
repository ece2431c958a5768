import { describe, expect, it } from 'vitest';
import { createPeerRelay } from '../../../server/src/calls/peer-relay.js';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('The stock broker in our hands', () => {
  it('arms no timer, so that nothing keeps the process, and leaves the clock as it was', () => {
    const before = timers();
    const { setTimeout } = globalThis;
    createPeerRelay(() => undefined);
    expect(timers()).to.equal(before);
    expect(globalThis.setTimeout).to.equal(setTimeout);
  });

  it('outlives what is no frame, even without our filter, and tells of it', () => {
    const errors: Error[] = [];
    const relay = createPeerRelay((error) => errors.push(error));
    const heard: string[] = [];
    const place = relay.join('one', (text) => heard.push(text));
    for (const text of ['not json', 'null']) place.say(text);
    expect(errors).to.have.length(2);
    expect(heard).to.deep.equal(['{"type":"OPEN"}']);
  });

  it('gives a place again at once when it was left, and who left hears and says nothing', () => {
    const relay = createPeerRelay(() => undefined);
    const [old, fresh, other]: string[][] = [[], [], []];
    const first = relay.join('one', (text) => old!.push(text));
    first.leave();
    relay.join('one', (text) => fresh!.push(text));
    const place = relay.join('two', (text) => other!.push(text));
    first.say('{"type":"CANDIDATE","dst":"two"}');
    place.say('{"type":"CANDIDATE","dst":"one"}');
    expect([old!.length, fresh!.length, other!.length]).to.deep.equal([1, 2, 1]);
  });
});
