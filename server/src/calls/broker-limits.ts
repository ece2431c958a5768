/** How often something may happen: so many in a window that begins with the first. */
export interface Rate {
  readonly uses: number;
  readonly windowMs: number;
}

/** What holds at the broker; `TransportConfig` carries them and `config-defaults` has their values. */
export interface BrokerLimits {
  /** A frame, in bytes. */
  readonly brokerFrameBytes: number;
  /** Frames of one socket. */
  readonly brokerFrames: Rate;
  /** Frames of one call, of both sides and all their sockets, heartbeats apart. */
  readonly brokerSignals: Rate;
  /** How far heartbeats of one socket must be apart to be heard, in ms. */
  readonly brokerHeartbeatMs: number;
  /** Frames of one socket that may be wrong before it is closed. */
  readonly brokerFaults: number;
  /** Sockets at once. */
  readonly brokerSockets: number;
  /** How long a socket may stay, in ms: a little longer than any call. */
  readonly brokerLifeMs: number;
}

/** Counts uses of one rate. */
export interface Window {
  /** Takes one; answers whether there was one left. */
  take(at: number): boolean;
  /** Whether nothing would be lost by forgetting it. */
  isOver(at: number): boolean;
}

export function createWindow({ uses, windowMs }: Rate): Window {
  let until = -Infinity;
  let left = 0;
  return {
    take(at) {
      if (at >= until) {
        until = at + windowMs;
        left = uses;
      }
      return --left >= 0;
    },
    isOver: (at) => at >= until,
  };
}
