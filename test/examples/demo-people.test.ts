import { describe, expect, it } from 'vitest';
import demoPeople from '../../examples/demo-people.json' with { type: 'json' };
import { DEMO_PEOPLE } from '../../server/src/demo/people.js';

describe('the people of the demonstration', () => {
  it('are the same to the server, which the examples may not import, and to the portal and ESIA', () => {
    expect(demoPeople).toEqual(DEMO_PEOPLE);
  });
});
