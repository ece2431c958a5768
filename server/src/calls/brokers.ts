import type { BrokerPort } from './broker-port.js';

/** The brokers of an installation: one, or many side by side. */
export interface Brokers {
  /** Where this call is brokered: for both its sides and each of their tickets the same. */
  of(call: string): BrokerPort;
  /** Whether the broker of a call with this id is there, as far as is known. */
  isUp(call: string): boolean;
}

/** Ids that are drawn for a new call, at most, until one falls to a broker that is up. */
const DRAWS = 64;

/** An installation with one broker, which is taken as it is. */
export const oneBroker = (broker: BrokerPort): Brokers => ({ of: () => broker, isUp: () => true });

/**
 * Draws the id of a new call. The id alone decides which broker a call has, so that nothing must be remembered; a broker
 * that is down gets no new calls, as ids that fall to it are drawn again.
 */
export function drawCallId({ isUp }: Pick<Brokers, 'isUp'>, draw: () => string): string {
  let id = draw();
  for (let drawn = 1; drawn < DRAWS && !isUp(id); drawn++) id = draw();
  return id;
}
