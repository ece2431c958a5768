import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAddressOf } from '../../../server/src/http/node-address.js';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  }) as unknown as IncomingMessage;

describe('The address a request came from', () => {
  const CASES: [string, string[], string | undefined, string | undefined, string][] = [
    ['is the socket, whatever the header says, without proxies', [], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
    ['is the socket if it is not one of our proxies', ['10.0.0.1'], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
    ['is what our proxy says', ['10.0.0.1'], '10.0.0.1', '1.1.1.1', '1.1.1.1'],
    [
      'is what the last of our proxies saw, not what was sent to it',
      ['10.0.0.1'],
      '10.0.0.1',
      '6.6.6.6, 1.1.1.1',
      '1.1.1.1',
    ],
    [
      'passes over a chain of our proxies',
      ['10.0.0.1', '10.0.0.2'],
      '10.0.0.1',
      '1.1.1.1, 10.0.0.2',
      '1.1.1.1',
    ],
    ['is the proxy where it says nothing', ['10.0.0.1'], '10.0.0.1', undefined, '10.0.0.1'],
    ['is the proxy where it says nonsense', ['10.0.0.1'], '10.0.0.1', 'me; drop table', '10.0.0.1'],
    ['is the proxy where all hops are ours', ['10.0.0.1'], '10.0.0.1', '10.0.0.1', '10.0.0.1'],
    ['is IPv4 however the socket spells it', ['10.0.0.1'], '::ffff:10.0.0.1', '::ffff:1.1.1.1', '1.1.1.1'],
    ['is the network of an IPv6 customer', [], '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
    ['is the same network in its short spelling', [], '2001:0DB8::1', undefined, '2001:db8:0:0'],
    ['is the loopback too', [], '::1', undefined, '0:0:0:0'],
    ['is nothing for a socket that is gone', [], undefined, undefined, ''],
  ];
  for (const [what, proxies, remote, forwarded, expected] of CASES)
    it(what, () => {
      expect(createAddressOf(proxies)(from(remote, forwarded))).to.equal(expected);
    });
});
