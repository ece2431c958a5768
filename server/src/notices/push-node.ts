import type { Agent } from 'node:https';
import webPush from 'web-push';
import type { Channel, Handover } from './channel.js';
import { mayPushTo } from './push-hosts.js';

/** With which key it pushes, and where. */
export interface PushOptions {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly subject: string;
  /** The push services that may be called; see {@link mayPushTo}. */
  readonly hosts: readonly string[];
  /** Patience with a silent service, in ms. */
  readonly patience?: number;
  /** How https is spoken; default: the platform's way. */
  readonly agent?: Agent;
}

/** How long a push service keeps a message for a browser that is not there, in seconds. */
const KEPT = 12 * 60 * 60;

/** Web push (RFC 8030), encrypted for the browser (RFC 8291). `Topic` is the delivery's own: of two the newer one is shown. */
export function pushChannel({
  publicKey,
  privateKey,
  subject,
  hosts,
  patience = 15_000,
  agent,
}: PushOptions): Channel {
  const vapidDetails = { subject, publicKey, privateKey };
  return {
    kind: 'push',
    async send({ id, address, subject: title, brief, url }): Promise<Handover> {
      // Asked again at each call: the list may have become shorter since the browser was taken.
      if (!('push' in address) || !mayPushTo(address.push.endpoint, hosts)) return 'refused';
      try {
        await webPush.sendNotification(address.push, JSON.stringify({ id, title, body: brief, url }), {
          vapidDetails,
          TTL: KEPT,
          topic: id.slice(id.indexOf('_') + 1), // at most 32 characters (RFC 8030 §5.4)
          timeout: patience,
          ...(agent && { agent }),
        });
        return 'taken';
      } catch (error) {
        const { statusCode } = error as { statusCode?: number };
        if (statusCode === 404 || statusCode === 410) return 'gone';
        const isOurs =
          statusCode !== undefined && statusCode >= 300 && statusCode < 500 && statusCode !== 429;
        if (isOurs) return 'refused';
        throw error;
      }
    },
  };
}
