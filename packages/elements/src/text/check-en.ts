import type { Agent } from '@consult/client/check';
import type { CheckWords } from './check-ru.js';
import { en } from './en.js';

const NAMES: Record<Agent['browser'], string> = {
  chrome: 'Chrome',
  edge: 'Microsoft Edge',
  yandex: 'Yandex Browser',
  opera: 'Opera',
  firefox: 'Firefox',
  safari: 'Safari',
  other: 'the browser',
};

/** Where this browser keeps what it was told about the camera. */
function allow({ browser, system }: Agent): string {
  if (system === 'ios')
    return browser === 'safari'
      ? 'Tap the icon at the left of the address bar, choose “Website Settings” and allow camera and microphone.'
      : `Open “Settings” of the phone, find ${NAMES[browser]} and turn on “Camera” and “Microphone”.`;
  if (system === 'android')
    return 'Tap the icon at the left of the address, choose “Permissions” and allow camera and microphone.';
  if (browser === 'firefox')
    return 'Click the crossed-out camera or microphone at the left of the address and remove the block.';
  if (browser === 'safari')
    return 'Open “Safari” → “Settings for this website” and allow camera and microphone.';
  return 'Click the icon at the left of the address and turn on “Camera” and “Microphone”.';
}

/** Where this system keeps it. */
function allowInSystem({ browser, system }: Agent): string {
  const name = NAMES[browser];
  switch (system) {
    case 'windows':
      return 'Open “Settings” → “Privacy” → “Camera”, then “Microphone”, and let desktop apps use them.';
    case 'macos':
      return `Open “System Settings” → “Privacy & Security” → “Camera”, then “Microphone”, and turn on ${name}.`;
    case 'android':
      return `Open “Settings” → “Apps” → ${name} → “Permissions” and allow camera and microphone.`;
    case 'ios':
      return `Open “Settings” → ${name} and turn on “Camera” and “Microphone”.`;
    default:
      return `Open the privacy settings of the system and allow camera and microphone for ${name}.`;
  }
}

const another = ({ system }: Agent) =>
  system === 'ios'
    ? 'Update the phone or tablet in “Settings”.'
    : 'Update the browser, or open the page in the latest Chrome or Firefox.';

const blockers = () =>
  'Switch off antivirus, firewall and extensions such as AdBlock for this site and reload the page.';

const plug = ({ system }: Agent) =>
  system === 'android' || system === 'ios'
    ? 'Disconnect the Bluetooth headset and check again.'
    : 'Connect a camera and a headset to this computer and check again.';

const volume = ({ system }: Agent) =>
  system === 'android' || system === 'ios'
    ? 'Turn the volume up with the button at the side and leave silent mode.'
    : 'Turn the volume up and choose your headphones or speakers in the sound settings of the system.';

/** The words of `check-ru.ts` in English. */
export const checkEn: CheckWords = {
  ...en,
  title: 'Check camera, microphone and connection',
  intro:
    'This takes about a minute. The browser will ask whether camera and microphone may be used. Picture and sound are not sent anywhere.',
  start: 'Start the check',
  again: 'Check everything again',
  retry: 'Check again',
  retryOf: (item) => `Check again: ${item}`,
  checking: (probe) => `Checking: ${probe}`,
  answerBrowser: 'Answer the browser: allow camera and microphone.',
  speak: 'Say something to test the microphone.',

  ready: 'Everything is ready',
  readyText: 'You can talk to the doctor by video.',
  limited: 'You can talk, but not everything works',
  limitedText: 'See what is marked below.',
  'not-ready': 'You cannot talk yet',
  'not-readyText': 'Do what is written below and check again.',
  unknown: 'Not checked yet',
  unknownText: '',

  items: {
    page: 'Connection to the server',
    permissions: 'Permissions of the browser',
    devices: 'Camera, microphone and sound',
    browser: 'Browser',
    blockers: 'Antivirus, firewall and blockers',
    adapters: 'Network adapters',
  },
  states: {
    waiting: 'Not yet',
    running: 'Checking…',
    ok: 'Fine',
    warning: 'Needs attention',
    failed: 'Does not work',
    skipped: 'Not checked',
  },
  probes: {
    browser: 'what the browser can do',
    secure: 'secure address',
    policy: 'the portal’s leave',
    'camera-permission': 'leave to use the camera',
    'microphone-permission': 'leave to use the microphone',
    camera: 'camera',
    microphone: 'microphone',
    picture: 'picture',
    sound: 'sound of the microphone',
    speaker: 'headphones or speakers',
    server: 'server',
    socket: 'instant messages',
    webrtc: 'video calls in the browser',
    udp: 'direct way for video',
    turn: 'way through our server',
    adapters: 'network connections',
  },
  causes: {
    'browser-too-old': 'This browser is too old.',
    'insecure-origin':
      'The page has an insecure address; the browser gives it neither camera nor microphone.',
    'policy-of-host': 'The site that shows this page does not let it use camera and microphone.',
    'denied-by-person': 'Access is blocked in the browser.',
    'denied-by-system': 'Access is blocked in the settings of the system.',
    'not-asked-yet': 'The browser is waiting for your leave.',
    'device-missing': 'No device was found.',
    'device-busy': 'Another program is using the device.',
    'picture-black': 'The camera sends a black picture.',
    'picture-frozen': 'The picture does not move.',
    'sound-silent': 'The microphone is silent.',
    'speaker-silent': 'You did not hear the sound.',
    'server-unreachable': 'The server does not answer.',
    'socket-blocked': 'Something on the way cuts the connection. Messages will arrive more slowly.',
    'webrtc-altered': 'An extension of the browser interferes with video calls.',
    'webrtc-missing': 'Video calls are switched off in the browser.',
    'udp-blocked': 'The network blocks the direct way for video; there may be delays.',
    'turn-unreachable': 'The spare way for video is closed.',
    'turn-refused': 'The server gave no spare way for video.',
    'adapters-many': 'The computer is connected to several networks at once.',
    'no-answer': 'There is no answer.',
  },
  actions: {
    'browser-too-old': another,
    'insecure-origin': () => 'Open the page by the address that begins with https://.',
    'policy-of-host': () => 'Open the chat in a tab of its own, or tell the portal’s support.',
    'denied-by-person': allow,
    'denied-by-system': allowInSystem,
    'not-asked-yet': () => 'Press “Check again” and allow camera and microphone in the browser’s window.',
    'device-missing': plug,
    'device-busy': () => 'Close other programs for video calls (Skype, Zoom) and check again.',
    'picture-black': () => 'Open the shutter of the camera or take the sticker off.',
    'picture-frozen': () => 'Close other programs with a camera and reload the page.',
    'sound-silent': () => 'Switch on the microphone of the headset and say something again.',
    'speaker-silent': volume,
    'server-unreachable': () => 'Check the internet connection and reload the page.',
    'socket-blocked': blockers,
    'webrtc-altered': blockers,
    'webrtc-missing': () => 'Open the page in the latest Chrome or Firefox.',
    'udp-blocked': () => 'Use another network, for example at home or of your phone.',
    'turn-unreachable': () =>
      'Check again without a VPN or in another network. If it is closed there too, tell the portal’s support.',
    'turn-refused': () => 'Reload the page and check again.',
    'adapters-many': () => 'Switch off the VPN and all connections but one.',
    'no-answer': () => 'Reload the page and check again.',
  },

  details: 'Details',
  preview: 'You on the screen',
  level: 'Loudness of the microphone',
  turnOff: 'Turn camera and microphone off',
  speakerText: 'Check whether you can hear the sound.',
  play: 'Play a sound',
  playing: 'Playing…',
  heardText: 'Did you hear the sound?',
  heard: 'I hear it',
  notHeard: 'I do not',
  notPlayed: 'The browser did not play the sound. Press once more.',
};
