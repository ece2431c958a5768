import type { ReadinessWords } from './readiness-ru.js';

const line = 'connection';

/** The words of `readiness-ru.ts` in English. */
export const readinessEn: ReadinessWords = {
  unknown: () => 'The patient has not checked camera and microphone yet.',
  ready: (when) => `The patient is ready for a video call: checked ${when}.`,
  limited: (when, what) =>
    `The patient can talk by video, but not everything works: ${what}. Checked ${when}.`,
  'not-ready': (when, what) => `A video call is not possible yet: ${what}. Checked ${when}.`,
  probes: {
    browser: 'browser',
    secure: 'address of the page',
    policy: 'access to camera and microphone',
    'camera-permission': 'access to the camera',
    'microphone-permission': 'access to the microphone',
    camera: 'camera',
    microphone: 'microphone',
    picture: 'picture',
    sound: 'sound of the microphone',
    speaker: 'headphones or speakers',
    server: line,
    socket: line,
    webrtc: 'video calls in the browser',
    udp: line,
    turn: line,
    adapters: 'several network connections',
  },
};
