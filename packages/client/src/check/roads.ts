import type { IceServersAnswer } from '@consult/core/wire';
import type { Client } from '../contracts.js';
import type { CheckPorts } from './ports.js';
import type { CheckTimes } from './probe.js';

type IceServers = IceServersAnswer['iceServers'];

/** A way out of this machine that was found; addresses stay here. */
export interface Road {
  readonly type: string;
  readonly protocol: string;
  readonly address: string;
}

/** What looking for ways out by some servers has shown. */
export interface Gathered {
  /** How many addresses were asked. */
  readonly asked: number;
  readonly roads: readonly Road[];
  /** What servers answered instead, as in STUN (RFC 8489 §14.8); 701: nothing. */
  readonly errors: readonly number[];
}

/** The ways out by servers reached over UDP, and over anything else: a firewall may let only the second through. */
export interface WaysOut {
  readonly udp: Gathered;
  readonly tcp: Gathered;
  /** How many of the addresses asked are relays. */
  readonly relays: number;
}

/** Looks for ways out once for all probes of a run that ask. */
export class Roads {
  readonly #client: Client;
  readonly #ports: CheckPorts;
  readonly #times: CheckTimes;
  readonly #signal: AbortSignal;
  #servers?: Promise<IceServers> | undefined;
  #waysOut?: Promise<WaysOut> | undefined;

  constructor(client: Client, ports: CheckPorts, times: CheckTimes, signal: AbortSignal) {
    this.#client = client;
    this.#ports = ports;
    this.#times = times;
    this.#signal = signal;
  }

  /** Forgets what was found: the next who asks looks anew. */
  begin(): void {
    this.#servers = undefined;
    this.#waysOut = undefined;
  }

  /** The servers a call would use; none where this installation has none, or does not say. */
  servers(): Promise<IceServers> {
    return (this.#servers ??= this.#client.call<IceServersAnswer>('POST', '/v1/ice-servers').then(
      ({ iceServers }) => iceServers,
      () => [],
    ));
  }

  /** Every way out by those servers, and from here. */
  waysOut(): Promise<WaysOut> {
    return (this.#waysOut ??= this.#lookOut());
  }

  async #lookOut(): Promise<WaysOut> {
    const servers = await this.servers();
    // Apart, since a relay's candidate does not say in every browser how the relay itself was reached.
    const [udp, tcp] = await Promise.all([
      this.#gather(only(servers, overUdp)),
      this.#gather(only(servers, (url) => !overUdp(url))),
    ]);
    return { udp, tcp, relays: urlsOf(only(servers, (url) => /^turn/.test(url))).length };
  }

  async #gather(iceServers: IceServers): Promise<Gathered> {
    const asked = urlsOf(iceServers).length;
    const roads: Road[] = [];
    const errors: number[] = [];
    const connection = new this.#ports.PeerConnection!({ iceServers: iceServers as RTCIceServer[] });
    connection.onicecandidateerror = ({ errorCode }) => errors.push(errorCode);
    try {
      await until(this.#times.gather, this.#signal, (done) => {
        connection.onicecandidate = ({ candidate }) => {
          if (!candidate) return done();
          if (candidate.candidate) roads.push(roadOf(candidate.candidate));
        };
        connection.createDataChannel('check');
        connection
          .createOffer()
          .then((offer) => connection.setLocalDescription(offer))
          .catch(done);
      });
    } finally {
      connection.onicecandidate = null;
      connection.onicecandidateerror = null;
      connection.close();
    }
    return { asked, roads, errors };
  }

  /**
   * Connects two ends within this page. Answers whether they found each other, and whether this browser showed any
   * address of its own.
   */
  async loopback(): Promise<{ readonly connected: boolean; readonly addresses: number }> {
    const PeerConnection = this.#ports.PeerConnection!;
    const ends = [new PeerConnection(), new PeerConnection()] as const;
    let [connected, addresses] = [false, 0];
    try {
      await until(this.#times.loopback, this.#signal, (done) => {
        ends.forEach((end, at) => {
          const other = ends[1 - at]!;
          end.onicecandidate = ({ candidate }) => {
            if (!candidate) {
              if (!addresses) done(); // nothing to connect with
              return;
            }
            if (candidate.candidate) addresses++;
            other.addIceCandidate(candidate).catch(() => undefined);
          };
        });
        const channel = ends[0].createDataChannel('check');
        channel.onopen = () => {
          connected = true;
          done();
        };
        introduce(...ends).catch(done);
      });
    } finally {
      for (const end of ends) {
        end.onicecandidate = null;
        end.close();
      }
    }
    return { connected, addresses };
  }
}

async function introduce(caller: RTCPeerConnection, called: RTCPeerConnection) {
  const offer = await caller.createOffer();
  await called.setRemoteDescription(offer); // first: candidates must not arrive before it
  await caller.setLocalDescription(offer);
  const answer = await called.createAnswer();
  await caller.setRemoteDescription(answer);
  await called.setLocalDescription(answer);
}

/** `candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host …` (RFC 8839 §5.1). */
function roadOf(candidate: string): Road {
  const [, , protocol = '', , address = ''] = candidate.split(' ');
  return { type: / typ (\w+)/.exec(candidate)?.[1] ?? '', protocol: protocol.toLowerCase(), address };
}

/** RFC 7065: UDP where nothing else is said, TLS never. */
const overUdp = (url: string) => !/^(turns|stuns):|[?&]transport=tcp\b/.test(url);

const urlsOf = (servers: IceServers) => servers.flatMap(({ urls }) => urls);

/** The servers with only those addresses. */
const only = (servers: IceServers, isWanted: (url: string) => boolean): IceServers =>
  servers
    .map((server) => ({ ...server, urls: server.urls.filter(isWanted) }))
    .filter(({ urls }) => urls.length > 0);

/** Resolves when `work` says so, when the time is up or when all is over. */
function until(ms: number, signal: AbortSignal, work: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    work(done);
    if (signal.aborted) done();
  });
}
