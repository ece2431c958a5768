import { codeOf, isPassing } from '@consult/core';
import type { Client } from '../contracts.js';
import { within } from '../within.js';
import { failed, fine, skipped, type AskProbe, type ProbeTools } from './probe.js';

/** Whether the server answers at all, and how soon. */
export const server: AskProbe = async ({ client, ports, times, signal }) => {
  const from = ports.now();
  try {
    await within(times.request, client.call('GET', '/v1/me'), signal);
  } catch (error) {
    const code = codeOf(error);
    if (isPassing(code)) return failed('server-unreachable', code);
    // It has answered: whether it wants this person is not a question of the line.
  }
  return fine(`${Math.round(ports.now() - from)} ms`);
};

/** Whether a socket to the server can be had: antivirus programs and old proxies cut them and leave HTTP alone. */
export const socket: AskProbe = async (tools) => {
  const { client, found, ports } = tools;
  if (client.connection.value.state === 'live') return fine();
  if (found('server')?.result === 'failed') return skipped('server-unreachable');
  const from = ports.now();
  let ticket: string;
  try {
    ({ ticket } = await client.call<{ ticket: string }>('POST', '/v1/feed-tickets'));
  } catch {
    return skipped('server-unreachable');
  }
  const code = await open(tools, ticket);
  return code === undefined ? fine(`${Math.round(ports.now() - from)} ms`) : failed('socket-blocked', code);
};

/** Resolves with `undefined` once a frame has come, by the client's own feed or by this one; else with how it ended. */
function open({ client, ports, times, signal }: ProbeTools, ticket: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let settled = false;
    let opened: { close(): void } | undefined;
    const settle = (code: string | undefined) => {
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      unsubscribe();
      opened?.close();
      resolve(code);
    };
    const stop = () => settle('—');
    const timer = setTimeout(stop, times.socket);
    signal.addEventListener('abort', stop);
    const unsubscribe = whenLive(client, () => settle(undefined));
    try {
      opened = ports.live({
        ticket,
        onFrame: () => settle(undefined),
        onClose: (code) => settle(String(code ?? '—')),
      });
      if (settled) opened.close();
    } catch {
      settle('—'); // a CSP may forbid the address
    }
  });
}

const whenLive = (client: Client, listener: () => void) =>
  client.connection.subscribe(() => client.connection.value.state === 'live' && listener());
