import { createStore } from '@consult/client';
import type { CallHandle, Calls, CallSessionState, DevicesState } from '@consult/client/call';
import { ConsultError, type ErrorCode, type Side } from '@consult/core';
import { NOON } from './house.js';
import { PEOPLE } from './people.js';

/** A call as the headless client would tell of it, for tests of how it looks; what was asked of it is in `asked`. */
export interface ShownCall {
  readonly calls: Calls;
  readonly call: CallHandle;
  readonly asked: string[];
  /** Devices come or go. */
  plug(change: Partial<DevicesState>): void;
  /** No further call can be made, for this reason. */
  refuse(code: ErrorCode): void;
  /** The client tells something new. */
  tell(change: Partial<CallSessionState>): void;
}

/** A state of a call, by what differs from one that goes on well. */
export function aCallState(side: Side, change: Partial<CallSessionState> = {}): CallSessionState {
  const { doctor, patient } = PEOPLE;
  return {
    phase: 'active',
    call: {
      id: `cal_${'1'.repeat(32)}`,
      chat: `cht_${'1'.repeat(32)}`,
      revision: 3,
      state: 'active',
      end: null,
      side,
      doctor: { id: doctor.id, name: doctor.name, specialty: doctor.specialty ?? '' },
      patient: { id: patient.id, name: patient.name },
      rangAt: NOON,
      answeredAt: NOON + 5_000,
      endedAt: null,
      ringsUntil: null,
      seat: null,
      signals: 0,
    },
    microphone: { state: 'sending' },
    camera: { state: 'sending' },
    screen: false,
    audioOnly: false,
    arriving: { audio: true, video: true },
    warm: true,
    captions: [],
    ...change,
  };
}

const NO_DEVICES: DevicesState = { microphones: [], cameras: [], speakers: [], chosen: {}, lost: 0 };

/** Makes such a call. */
export function aShownCall(
  side: Side,
  change: Partial<CallSessionState> = {},
  devices: Partial<DevicesState> = {},
): ShownCall {
  const asked: string[] = [];
  let refusal: ErrorCode | undefined;
  const known = createStore<DevicesState>({ ...NO_DEVICES, ...devices });
  const state = createStore<CallSessionState>(aCallState(side, change));
  const current = createStore<CallHandle | undefined>(undefined);
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      asked.push([name, ...args.map((arg) => JSON.stringify(arg))].join(' '));
      return Promise.resolve();
    };
  const call: CallHandle = {
    id: state.value.call.id,
    chatId: state.value.call.chat,
    side,
    state,
    accept: note('accept'),
    end: note('end'),
    take: note('take'),
    setMicrophone: note('setMicrophone'),
    setCamera: note('setCamera'),
    shareScreen: note('shareScreen'),
    setAudioOnly: note('setAudioOnly'),
    say: note('say'),
    retry: note('retry'),
    dismiss() {
      asked.push('dismiss');
      current.set(undefined);
    },
  };
  current.set(call);
  const calls: Calls = {
    current,
    ring: async (chatId) => {
      asked.push(`ring ${chatId}`);
      if (refusal) throw new ConsultError(refusal);
      return call;
    },
    devices: { state: known, choose: note('choose') },
    close: () => void asked.push('close'),
  };
  return {
    calls,
    call,
    asked,
    plug: (more) => known.set({ ...known.value, ...more }),
    refuse: (code) => (refusal = code),
    tell: (more) => state.set({ ...state.value, ...more }),
  };
}

/** A picture that moves, without a camera. */
export function aPicture(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 160;
  canvas.height = 120;
  const paint = canvas.getContext('2d')!;
  paint.fillStyle = '#345';
  paint.fillRect(0, 0, 160, 120);
  return canvas.captureStream(5);
}
