import { afterEach, describe, expect, it } from 'vitest';
import { PROBE_CAUSES, type Probe, type ProbeCause } from '@consult/core';
import { agentOf } from '../../packages/client/src/check.js';
import { closeHouses, aHouse } from '../support/house.js';
import { host, reflexive, relay } from '../support/a-browser.js';
import { aCheck, type CheckWishes } from './support/a-check.js';
import { aTab } from './support/a-tab.js';

afterEach(closeHouses);

type Case = readonly [trouble: string, probe: Probe, finding: string, wishes: CheckWishes];

const OLD = agentOf('Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0');
const STILL = Array.from({ length: 12 }, () => 90);
const TURN = [
  { urls: ['turn:turn.invalid', 'turn:turn.invalid?transport=tcp'], username: 'u', credential: 'c' },
];
const TURN_BY_UDP = [{ ...TURN[0]!, urls: ['turn:turn.invalid'] }];
const STUN = [{ urls: ['stun:stun.invalid'] }];
const TCP_ONLY = { servers: { 'transport=tcp': relay, 'turn:': 701 } };

const CASES: readonly Case[] = [
  ['the browser lacks something', 'browser', 'failed browser-too-old', { ports: { lacks: ['WebSocket'] } }],
  ['the browser is old', 'browser', 'warning browser-too-old', { ports: { agent: OLD } }],
  ['the page came without HTTPS', 'secure', 'failed insecure-origin', { ports: { secure: false } }],
  ['so nobody can be asked', 'camera-permission', 'failed insecure-origin', { ports: { secure: false } }],
  ['the browser has no devices', 'microphone-permission', 'failed browser-too-old', noDevices()],
  ['the host forbids both', 'policy', 'failed policy-of-host', forbids('camera', 'microphone')],
  ['the host forbids the camera', 'policy', 'warning policy-of-host', forbids('camera')],
  ['a frame whose host is unknown', 'policy', 'skipped', unknownHost(true)],
  ['no frame and no policy', 'policy', 'ok', unknownHost(false)],
  [
    'the host forbids, and the browser refuses',
    'camera-permission',
    'failed policy-of-host',
    { ...forbids('camera'), refuses: { camera: ['NotAllowedError'] } },
  ],
  ['the person denied it', 'camera-permission', 'failed denied-by-person', denies('denied')],
  ['it was denied for once', 'camera-permission', 'failed denied-by-person', denies('prompt')],
  [
    'the question was waved away',
    'camera-permission',
    'failed not-asked-yet',
    denies('prompt', 'Permission dismissed'),
  ],
  [
    'the system denies it',
    'camera-permission',
    'failed denied-by-system',
    denies('prompt', 'Permission denied by system'),
  ],
  [
    'the browser allows it, and yet no',
    'microphone-permission',
    'failed denied-by-system',
    denies('granted'),
  ],
  [
    'nobody answers the question',
    'camera-permission',
    'failed not-asked-yet',
    { refuses: { camera: 'hangs' }, permission: { camera: 'prompt' } },
  ],
  ['the driver hangs', 'camera-permission', 'failed no-answer', { refuses: { camera: 'hangs' } }],
  ['what is denied is not looked at', 'camera', 'skipped denied-by-person', denies('denied')],
  ['there is no camera', 'camera', 'failed device-missing', { refuses: { camera: ['NotFoundError'] } }],
  ['so it may yet be asked', 'camera-permission', 'skipped not-asked-yet', missing('prompt')],
  ['or was denied before', 'camera-permission', 'failed denied-by-person', missing('denied')],
  ['or was allowed', 'camera-permission', 'ok', missing('granted')],
  [
    'another program has the microphone',
    'microphone',
    'failed device-busy',
    { refuses: { microphone: ['NotReadableError'] } },
  ],
  ['so says Firefox', 'camera', 'failed device-busy', { refuses: { camera: ['AbortError'] } }],
  [
    'the shutter is closed',
    'picture',
    'failed picture-black',
    { picture: (look) => STILL.map((_, at) => (at + look) % 3) },
  ],
  ['the picture stands still', 'picture', 'warning picture-frozen', { picture: () => STILL }],
  ['no frame comes', 'picture', 'failed picture-frozen', { picture: () => undefined }],
  [
    'the page is hidden',
    'picture',
    'skipped no-answer',
    { picture: () => STILL, ports: { visible: () => false } },
  ],
  ['no camera, no picture', 'picture', 'skipped', { refuses: { camera: ['NotFoundError'] } }],
  ['a headset is switched off', 'sound', 'failed sound-silent', { loudness: () => 0 }],
  ['nobody says anything', 'sound', 'warning sound-silent', { loudness: () => 0.001 }],
  ['a voice comes late', 'sound', 'ok', { loudness: (reading) => (reading > 5 ? 0.05 : 0) }],
  ['the browser lets nothing be heard', 'sound', 'skipped no-answer', { loudness: () => undefined }],
  [
    'an extension took WebRTC away',
    'webrtc',
    'failed webrtc-missing',
    { ports: { PeerConnection: undefined } },
  ],
  ['an extension wraps it', 'webrtc', 'warning webrtc-altered', { ports: { isNative: () => false } }],
  [
    'and breaks it',
    'webrtc',
    'failed webrtc-altered',
    { ports: { isNative: () => false }, line: { apart: true } },
  ],
  ['it throws', 'webrtc', 'failed webrtc-altered', { ports: { PeerConnection: throwing() } }],
  ['an extension hides addresses', 'webrtc', 'warning webrtc-altered', { line: { own: [], apart: true } }],
  ['two ends never meet', 'webrtc', 'failed no-answer', { line: { apart: true } }],
  [
    'a firewall drops UDP',
    'udp',
    'warning udp-blocked',
    { iceServers: STUN, line: { servers: { stun: 701 } } },
  ],
  [
    'UDP is dropped in silence',
    'udp',
    'warning udp-blocked',
    { iceServers: TURN, line: { servers: { 'transport=tcp': 401 } } },
  ],
  [
    'the server is mute by every way, which says nothing of UDP',
    'udp',
    'skipped turn-unreachable',
    { iceServers: TURN, line: { servers: { turn: 701 } } },
  ],
  [
    'UDP is dropped in silence where nothing else was asked',
    'udp',
    'warning udp-blocked',
    { iceServers: TURN_BY_UDP, line: { servers: {} } },
  ],
  ['UDP finds a way', 'udp', 'ok', { iceServers: STUN, line: { servers: { stun: reflexive } } }],
  ['nothing can be told of UDP', 'udp', 'skipped no-answer', { iceServers: STUN }],
  ['the relay answers no, by UDP', 'udp', 'ok', { iceServers: TURN, line: { servers: { turn: 401 } } }],
  ['the relay is there by TCP alone', 'turn', 'ok', { iceServers: TURN, line: TCP_ONLY }],
  ['then UDP is blocked', 'udp', 'warning udp-blocked', { iceServers: TURN, line: TCP_ONLY }],
  [
    'the relay refuses us',
    'turn',
    'failed turn-refused',
    { iceServers: TURN, line: { servers: { turn: 401 } } },
  ],
  [
    'the relay is not there',
    'turn',
    'failed turn-unreachable',
    { iceServers: TURN, line: { servers: { turn: 701 } } },
  ],
  [
    'the relay is not there and the direct way is',
    'turn',
    'warning turn-unreachable',
    { iceServers: [...STUN, ...TURN], line: { servers: { stun: reflexive, turn: 701 } } },
  ],
  [
    'a VPN beside the cable',
    'adapters',
    'warning adapters-many',
    own('192.0.2.1', '10.8.0.2', '2001:db8::1'),
  ],
  ['one adapter with several addresses', 'adapters', 'ok', own('192.0.2.1', '2001:db8::1', '2001:db8::2')],
  ['loopback is no network', 'adapters', 'ok', own('192.0.2.1', '127.0.0.1', '169.254.9.9')],
  ['names instead of addresses', 'adapters', 'ok', own('a.local', 'b.local')],
  [
    'more names than one adapter has',
    'adapters',
    'warning adapters-many',
    own('a.local', 'b.local', 'c.local'),
  ],
  ['no address at all', 'adapters', 'skipped', own()],
];

function noDevices(): CheckWishes {
  return { ports: { mediaDevices: undefined } };
}

function forbids(...captures: readonly ('camera' | 'microphone')[]): CheckWishes {
  return { allowed: Object.fromEntries(captures.map((capture) => [capture, false])) };
}

function unknownHost(framed: boolean): CheckWishes {
  return { ports: { allowed: () => undefined, framed } };
}

function denies(state: PermissionState, message?: string): CheckWishes {
  return {
    refuses: { camera: ['NotAllowedError', message!], microphone: ['NotAllowedError', message!] },
    permission: { camera: state, microphone: state },
  };
}

function missing(state: PermissionState): CheckWishes {
  return { refuses: { camera: ['NotFoundError'] }, permission: { camera: state } };
}

function own(...addresses: readonly string[]): CheckWishes {
  return { line: { own: addresses.map(host) } };
}

function throwing() {
  return class {
    constructor() {
      throw new TypeError();
    }
  } as unknown as typeof RTCPeerConnection;
}

describe('a check finds the cause', () => {
  it.each(CASES)('%s: %s: %s', async (_, probe, finding, wishes) => {
    const { check, found } = await aCheck(wishes);
    await check.run();
    expect(found(probe)).toBe(finding);
  });

  it('a server that cannot be reached, and does not blame the socket', async () => {
    const house = await aHouse();
    const client = aTab(house, 'patient');
    house.network.cut();
    const { check, found } = await aCheck({ client });
    await check.run();
    expect([found('server'), found('socket')]).toEqual([
      'failed server-unreachable',
      'skipped server-unreachable',
    ]);
    expect(check.state.value.readiness).toBe('not-ready');
  });

  it('a server that answers no is there', async () => {
    const client = aTab(await aHouse(), 'patient', { getToken: async () => 'nobodys' });
    const { check, found } = await aCheck({ client });
    await check.run();
    expect(found('server')).toBe('ok');
  });

  it('sockets that are cut where HTTP passes', async () => {
    const house = await aHouse();
    house.network.withoutLive();
    const { check, found } = await aCheck({ house, ports: { live: house.network.live } });
    await check.run();
    expect([found('server'), found('socket')]).toEqual(['ok', 'failed socket-blocked']);
    house.network.withLive();
    await check.retry('socket');
    expect(found('socket')).toBe('ok');
  });

  it('sockets that stand and say nothing', async () => {
    const house = await aHouse();
    const client = aTab(house, 'patient', { live: null });
    const { check, found } = await aCheck({ client, ports: { live: () => ({ close: () => {} }) } });
    await check.run(['server', 'socket']);
    expect(found('socket')).toBe('failed socket-blocked');
  });

  it('and every cause of the contract is one that can be found', () => {
    const findable = new Set(CASES.map(([, , finding]) => finding.split(' ')[1]));
    const elsewhere: ProbeCause[] = ['server-unreachable', 'socket-blocked', 'speaker-silent']; // above, and in check.test.ts
    expect(PROBE_CAUSES.filter((cause) => !findable.has(cause) && !elsewhere.includes(cause))).toEqual([]);
  });
});

describe('who is asked', () => {
  it.each([
    ['both were denied in one answer', denies('denied'), ['camera+microphone']],
    ['the question was waved away', denies('prompt', 'Permission dismissed'), ['camera+microphone']],
    [
      'the camera was denied long ago, and the microphone was never asked for',
      {
        ...denies('denied'),
        permission: { camera: 'denied', microphone: 'prompt' },
        refuses: { camera: ['NotAllowedError'] },
      },
      ['camera+microphone', 'microphone'],
    ],
    ['nobody answered', { refuses: { camera: 'hangs' } }, ['camera+microphone']],
    [
      'the camera is missing',
      { refuses: { camera: ['NotFoundError'] } },
      ['camera+microphone', 'camera', 'microphone'],
    ],
  ] as const)('not twice where %s', async (_, wishes, questions) => {
    const { check, browser } = await aCheck(wishes as CheckWishes);
    await check.run();
    expect(browser.questions).toEqual(questions);
  });
});

describe('what shows it', () => {
  it('is figures and codes, and never a name or an address', async () => {
    const { check } = await aCheck({ iceServers: TURN, line: { servers: { turn: relay } } });
    await check.run();
    const evidence = check.state.value.findings.flatMap(({ evidence }) => evidence ?? []);
    expect(evidence).toContain('640×480, 30 fps');
    expect(evidence).toContain('chrome 140 windows');
    expect(evidence).toContain('−20 dB');
    expect(evidence).toContain('udp, tcp');
    for (const words of evidence) expect(words).not.toMatch(/192\.0|203\.0|198\.51|Camera|turn\./);
  });
});

describe('a browser says who it is', () => {
  const MOZILLA = 'Mozilla/5.0';
  it.each([
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
      0,
      'chrome 140 windows',
    ],
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 YaBrowser/25.8.0 Safari/537.36`,
      0,
      'yandex 138 windows',
    ],
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
      0,
      'edge 140 windows',
    ],
    [`${MOZILLA} (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0`, 0, 'firefox 143 linux'],
    [
      `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`,
      0,
      'safari 18 macos',
    ],
    [
      `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`,
      5,
      'safari 18 ios',
    ],
    [
      `${MOZILLA} (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1`,
      5,
      'chrome 140 ios',
    ],
    [
      `${MOZILLA} (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36`,
      5,
      'chrome 140 android',
    ],
    ['something else', 0, 'other undefined other'],
  ])('%s', (userAgent, touchPoints, expected) => {
    const { browser, version, system } = agentOf(userAgent, touchPoints);
    expect(`${browser} ${version} ${system}`).toBe(expected);
  });
});
