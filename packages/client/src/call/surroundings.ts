import { isHidden, watchPage, type PageEvents } from '../wake.js';
import { CALL_TUNING, type CallTuning } from './call-tuning.js';
import type { OpenPeerLink } from './contracts.js';
import type { TabStorage } from './device-id.js';
import type { openProof } from './proof.js';
import type { Locks } from './tab-lock.js';

/** The browser's cameras, microphones and screens. */
export type Media = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'> &
  Partial<Pick<MediaDevices, 'getDisplayMedia' | 'addEventListener' | 'removeEventListener'>>;

/** What a page is to a call. */
export interface CallPage {
  /** Whether nobody looks at it. */
  isHidden(): boolean;
  /** Tells when the page comes back, and of the network's loss. Answers how to stop. */
  watch(events: PageEvents): () => void;
}

/** What a call finds around itself. Everything has its default in a browser; tests hand in others. */
export interface CallOptions {
  readonly openLink?: () => Promise<{ readonly openPeerLink: OpenPeerLink }>;
  readonly openProof?: () => Promise<{ readonly openProof: typeof openProof }>;
  /** `null`: the browser gives none, as on an insecure page. */
  readonly media?: Media | null;
  readonly locks?: Locks | null;
  readonly storage?: TabStorage | null;
  readonly page?: CallPage;
  /** A stream of these tracks. */
  readonly streamOf?: (tracks: readonly MediaStreamTrack[]) => MediaStream | undefined;
  /** The page's clock, ms; jumps where the machine has slept. */
  readonly now?: () => number;
  readonly tuning?: Partial<CallTuning>;
}

/** {@link CallOptions} with the defaults filled in. */
export interface Surroundings {
  readonly openLink: NonNullable<CallOptions['openLink']>;
  readonly openProof: NonNullable<CallOptions['openProof']>;
  readonly media: Media | undefined;
  readonly locks: Locks | undefined;
  readonly storage: TabStorage | undefined;
  readonly page: CallPage;
  readonly streamOf: NonNullable<CallOptions['streamOf']>;
  readonly now: () => number;
  readonly tuning: CallTuning;
}

/** Looks around. */
export function surroundingsOf(options: CallOptions): Surroundings {
  const { media, locks, storage } = options;
  return {
    openLink: options.openLink ?? (() => import('./peer-link.js')),
    openProof: options.openProof ?? (() => import('./proof.js')),
    media: media === undefined ? globalThis.navigator?.mediaDevices : (media ?? undefined),
    locks: locks === undefined ? globalThis.navigator?.locks : (locks ?? undefined),
    storage: storage === undefined ? tabStorage() : (storage ?? undefined),
    page: options.page ?? { isHidden, watch: watchPage },
    streamOf: options.streamOf ?? ((tracks) => globalThis.MediaStream && new MediaStream([...tracks])),
    now: options.now ?? Date.now,
    tuning: { ...CALL_TUNING, ...options.tuning },
  };
}

function tabStorage(): TabStorage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined; // a sandboxed frame has none, and says so by throwing
  }
}
