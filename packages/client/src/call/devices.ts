import { createStore } from '../store.js';
import type { Device, DeviceKind, Devices, DevicesState } from './contracts.js';
import type { TabStorage } from './device-id.js';
import type { Media } from './surroundings.js';

const KINDS: Readonly<Record<string, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** Where the tab remembers what was chosen: ids that mean nothing on another origin. */
const PLACE = 'consult-devices';

/** The devices of this page, with what only the call does with them. */
export interface OwnDevices extends Devices {
  /** Reads them anew; for the first time it begins to follow them. */
  refresh(): Promise<void>;
  /** One was unplugged that was in use. */
  lose(): void;
  close(): void;
}

/**
 * @param storage - Keeps what was chosen over a reload.
 * @param onChosen - Takes effect in the running call.
 * @param onPlug - Something was plugged or unplugged.
 */
export function openDevices(
  media: Media | undefined,
  storage: TabStorage | undefined,
  onChosen: (kind: DeviceKind) => Promise<void>,
  onPlug: () => void,
): OwnDevices {
  const state = createStore<DevicesState>(
    { microphones: [], cameras: [], speakers: [], chosen: keptChoice(storage), lost: 0 },
    () => void refresh(),
  );
  let follows = false;
  let closed = false;

  const onChange = () => {
    void refresh();
    onPlug();
  };

  async function refresh() {
    if (closed) return;
    if (!follows) media?.addEventListener?.('devicechange', onChange);
    follows = true;
    const found = (await media?.enumerateDevices().catch(() => undefined)) ?? [];
    if (closed) return;
    const of = (kind: DeviceKind): Device[] =>
      found
        .filter((one) => KINDS[one.kind] === kind && one.deviceId !== '') // without permission they have no ids
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    state.set({
      ...state.value,
      microphones: of('microphone'),
      cameras: of('camera'),
      speakers: of('speaker'),
    });
  }

  return {
    state,
    refresh,
    async choose(kind, id) {
      const chosen = { ...state.value.chosen, [kind]: id };
      state.set({ ...state.value, chosen });
      storage?.setItem(PLACE, JSON.stringify(chosen));
      await onChosen(kind);
    },
    lose: () => state.set({ ...state.value, lost: state.value.lost + 1 }),
    close() {
      closed = true;
      media?.removeEventListener?.('devicechange', onChange);
    },
  };
}

function keptChoice(storage: TabStorage | undefined): DevicesState['chosen'] {
  try {
    const kept = JSON.parse(storage?.getItem(PLACE) ?? '') as Record<string, unknown>;
    return Object.fromEntries(
      Object.values(KINDS).flatMap((kind) => (typeof kept[kind] === 'string' ? [[kind, kept[kind]]] : [])),
    );
  } catch {
    return {};
  }
}
