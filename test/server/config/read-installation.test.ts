import { describe, expect, it } from 'vitest';
import { readInstallation } from '../../../server/src/config.js';
import { CONFIG_DEFAULTS, TRANSPORT_DEFAULTS } from '../../../server/src/config-defaults.js';
import { StartError } from '../../../server/src/start-error.js';
import { LEAST } from './least.js';

function complaint(environment: Record<string, string | undefined>) {
  try {
    readInstallation(environment);
    return undefined;
  } catch (error) {
    expect(error).to.be.instanceOf(StartError);
    return (error as StartError).message;
  }
}

describe('The environment of an installation', () => {
  it('needs to name the portal and its pages, and nothing else', () => {
    const installation = readInstallation(LEAST);
    expect(installation).to.deep.include({
      host: '127.0.0.1',
      port: 8080,
      data: '.data',
      demo: 'none',
      proxies: [],
      transport: TRANSPORT_DEFAULTS,
      server: { ...CONFIG_DEFAULTS, origins: ['https://portal.example'] },
    });
    expect(installation.portal.jwks.href).to.equal('https://portal.example/jwks.json');
  });

  it('keeps to the limits that were agreed on', () => {
    expect({ ...CONFIG_DEFAULTS, ...TRANSPORT_DEFAULTS }).to.deep.include({
      textLength: 4000,
      bodyBytes: 65_536,
      consentDocumentBytes: 327_680,
      frameBytes: 65_536,
      socketsPerPerson: 8,
      socketsPerFamily: 3,
      ticketMs: 30_000,
      beatMs: 15_000,
      deadMs: 45_000,
      bufferBytes: 1_048_576,
      headerBytes: 16_384,
      headersMs: 15_000,
      requestMs: 60_000,
      drainMs: 10_000,
      fileTypes: ['application/pdf', 'image/jpeg', 'image/png', 'image/heic'],
      fileBytes: 20 * 1024 * 1024,
      filesPerMessage: 10,
      filesPerChat: 50,
      bytesPerChat: 200 * 1024 * 1024,
      pixels: 40_000_000,
      uploadLifeMs: 3_600_000,
      uploadsPerPerson: 2,
      uploadMs: 600_000,
      uploadRate: 10_240,
      scanFailClosed: true,
      scanTries: 60,
    });
    expect(CONFIG_DEFAULTS.limits['requests-per-address']).to.deep.equal({ uses: 100, windowMs: 1_000 });
    expect(CONFIG_DEFAULTS.limits['writes-per-person']).to.deep.equal({ uses: 20, windowMs: 4_000 });
    expect(CONFIG_DEFAULTS.limits['writes-per-chat']).to.deep.equal({ uses: 60, windowMs: 60_000 });
  });

  it('changes every limit', () => {
    const { server, transport } = readInstallation({
      ...LEAST,
      CONSULT_BODY_BYTES: '1000',
      CONSULT_SOCKETS_PER_PERSON: '2',
      CONSULT_SOCKETS_PER_FAMILY: '1',
      CONSULT_WRITES_PER_CHAT: '7/900',
      CONSULT_DEAD_MS: '99',
    });
    expect(server).to.deep.include({ bodyBytes: 1000, socketsPerPerson: 2, socketsPerFamily: 1 });
    expect(server.limits['writes-per-chat']).to.deep.equal({ uses: 7, windowMs: 900 });
    expect(transport.deadMs).to.equal(99);
  });

  it('takes an empty variable for an absent one', () => {
    expect(readInstallation({ ...LEAST, CONSULT_PORT: '' }).port).to.equal(8080);
    expect(complaint({ ...LEAST, CONSULT_ISSUER: '' })).to.match(/^CONSULT_ISSUER is missing/);
  });

  it('lists pages and proxies with commas', () => {
    const { server, proxies } = readInstallation({
      ...LEAST,
      CONSULT_ORIGINS: 'http://localhost:3000, https://portal.example',
      CONSULT_PROXIES: '10.0.0.1,::1',
    });
    expect(server.origins).to.deep.equal(['http://localhost:3000', 'https://portal.example']);
    expect(proxies).to.deep.equal(['10.0.0.1', '::1']);
  });

  it('names the antivirus by its socket, and what holds while it is away', () => {
    expect(readInstallation(LEAST).clamd).to.equal(null);
    const clamd = (value: string) => readInstallation({ ...LEAST, CONSULT_CLAMD: value }).clamd;
    expect(clamd('/run/clamav/clamd.ctl')).to.deep.equal({ path: '/run/clamav/clamd.ctl' });
    expect(clamd('antivirus.local:3310')).to.deep.equal({ host: 'antivirus.local', port: 3310 });
    const { server } = readInstallation({ ...LEAST, CONSULT_CLAMD_FAIL_CLOSED: '0' });
    expect(server.scanFailClosed).to.equal(false);
  });

  it('says what may be sent, and how much of it', () => {
    const { server, transport } = readInstallation({
      ...LEAST,
      CONSULT_FILE_TYPES: 'application/pdf,application/dicom',
      CONSULT_FILE_BYTES: '1000',
      CONSULT_FILES_PER_MESSAGE: '2',
      CONSULT_FILES_PER_CHAT: '3',
      CONSULT_BYTES_PER_CHAT: '4000',
      CONSULT_PIXELS: '5',
      CONSULT_UPLOAD_LIFE_MS: '6',
      CONSULT_UPLOADS_PER_PERSON: '7',
      CONSULT_UPLOAD_MS: '8',
      CONSULT_UPLOAD_RATE: '0',
      CONSULT_UPLOAD_GRACE_MS: '10',
      CONSULT_SWEEP_MS: '1000',
      CONSULT_SCAN_TRIES: '9',
      CONSULT_SCAN_MS: '100',
    });
    expect(server).to.deep.include({
      fileTypes: ['application/pdf', 'application/dicom'],
      fileBytes: 1000,
      filesPerMessage: 2,
      filesPerChat: 3,
      bytesPerChat: 4000,
      pixels: 5,
      uploadLifeMs: 6,
      uploadsPerPerson: 7,
      scanTries: 9,
    });
    expect(transport).to.deep.include({
      uploadMs: 8,
      uploadRate: 0,
      uploadGraceMs: 10,
      sweepMs: 1000,
      scanMs: 100,
    });
  });

  it('names STUN and TURN, of which there are none by themselves', () => {
    expect(readInstallation(LEAST).ice).to.deep.equal({
      stunUrls: [],
      turnUrls: [],
      secret: undefined,
      secretFile: undefined,
    });
    const { ice, server } = readInstallation({
      ...LEAST,
      CONSULT_STUN_URLS: 'stun:turn.example:3478',
      CONSULT_TURN_URLS: 'turn:turn.example:3478, turns:[::1]:443?transport=tcp',
      CONSULT_TURN_SECRET_FILE: 'turn.secret',
      CONSULT_RELAY_ONLY: '1',
      CONSULT_CALLS_WARM: '0',
    });
    expect(ice).to.deep.equal({
      stunUrls: ['stun:turn.example:3478'],
      turnUrls: ['turn:turn.example:3478', 'turns:[::1]:443?transport=tcp'],
      secret: undefined,
      secretFile: 'turn.secret',
    });
    expect(server).to.deep.include({ relayOnly: true, callsWarm: false });
  });

  it.each([
    ['TURN without a secret', { CONSULT_TURN_URLS: 'turn:turn.example' }],
    ['a secret without TURN', { CONSULT_TURN_SECRET: 'x' }],
    ['two secrets', { CONSULT_TURN_URLS: 'turn:a', CONSULT_TURN_SECRET: 'x', CONSULT_TURN_SECRET_FILE: 'y' }],
    ['relaying without TURN', { CONSULT_RELAY_ONLY: '1', CONSULT_STUN_URLS: 'stun:a' }],
  ])('refuses %s in one line that tells no secret', (_, variables) => {
    const line = complaint({ ...LEAST, ...variables });
    expect(line).to.match(/^CONSULT_(TURN|RELAY)_/);
    expect(line).not.to.include('\n');
  });

  it('names the brokers of calls, with one secret for all or one for each', () => {
    const brokerOf = (variables: object) => {
      const { urls, secretFiles } = readInstallation({ ...LEAST, ...variables }).broker;
      return [urls.map(String), secretFiles];
    };
    const [one, two] = ['https://one.example/v1/broker/', 'https://two.example/v1/broker/'];
    expect(brokerOf({})).to.deep.equal([[], []]);
    expect(brokerOf({ CONSULT_BROKER_URL: one })).to.deep.equal([[one], []]);
    expect(brokerOf({ CONSULT_BROKER_URL: `${one},${two}`, CONSULT_BROKER_SECRET_FILE: 'x' })).to.deep.equal([
      [one, two],
      ['x'],
    ]);
    expect(
      brokerOf({ CONSULT_BROKER_URL: `${one}, ${two}`, CONSULT_BROKER_SECRET_FILE: 'x, y' }),
    ).to.deep.equal([
      [one, two],
      ['x', 'y'],
    ]);
  });

  it.each([
    ['a secret without a broker', { CONSULT_BROKER_SECRET_FILE: 'x' }],
    ['two brokers without a secret', { CONSULT_BROKER_URL: 'https://a.example,https://b.example' }],
    [
      'more secrets than brokers',
      { CONSULT_BROKER_URL: 'https://a.example', CONSULT_BROKER_SECRET_FILE: 'x,y' },
    ],
    [
      'one broker twice',
      { CONSULT_BROKER_URL: 'https://a.example,https://a.example/', CONSULT_BROKER_SECRET_FILE: 'x' },
    ],
  ])('refuses %s in one line that tells no secret', (_, variables) => {
    const line = complaint({ ...LEAST, ...variables });
    expect(line).to.match(/^CONSULT_BROKER_/);
    expect(line).not.to.include('\n');
  });

  it('says how long a call may ring, try and last, and what its pages may say', () => {
    const { server } = readInstallation({
      ...LEAST,
      CONSULT_RING_MS: '1000',
      CONSULT_CONNECT_MS: '2000',
      CONSULT_CALL_MS: '3000',
      CONSULT_SIGNALS_PER_CALL: '4',
      CONSULT_SIGNAL_BYTES: '5',
      CONSULT_RINGS_PER_PERSON: '6/7',
    });
    expect(server).to.deep.include({
      ringMs: 1000,
      connectMs: 2000,
      callMs: 3000,
      signalsPerCall: 4,
      signalBytes: 5,
    });
    expect(server.limits['rings-per-person']).to.deep.equal({ uses: 6, windowMs: 7 });
  });

  it('asks for a demonstration, or for a fresh one', () => {
    expect(readInstallation({ ...LEAST, CONSULT_DEMO: '1' }).demo).to.equal('fill');
    expect(readInstallation({ ...LEAST, CONSULT_DEMO: '1', CONSULT_DEMO_RESET: '1' }).demo).to.equal('reset');
  });

  for (const name of Object.keys(LEAST))
    it(`is refused without ${name}`, () => {
      expect(complaint({ ...LEAST, [name]: undefined })).to.match(
        new RegExp(`^${name} is missing: it must be `),
      );
    });

  const BROKEN: [string, string[]][] = [
    ['CONSULT_PORT', ['x', '-1', '65536', '80.5', '0x50', ' 80']],
    ['CONSULT_HOST', ['a b', 'http://x/']],
    [
      'CONSULT_JWKS_URL',
      ['portal', 'ftp://portal.example/', 'http://portal.example/jwks.json', 'file:///etc/x'],
    ],
    [
      'CONSULT_ORIGINS',
      [
        '*',
        'portal.example',
        'https://portal.example/',
        'https://portal.example/x',
        ',',
        'null',
        'https://a,*',
      ],
    ],
    ['CONSULT_ALGORITHMS', ['HS256', 'none', 'ES256,HS256']],
    ['CONSULT_LEVELS', ['high', 'standard;confirmed']],
    ['CONSULT_PROXIES', ['proxy.local', '10.0.0.0/8', '*']],
    ['CONSULT_LOG', ['debug', 'all']],
    ['CONSULT_DEMO', ['yes', '2']],
    ['CONSULT_DEMO_RESET', ['true']],
    ['CONSULT_BODY_BYTES', ['0', '64k', '-5', '1e3']],
    ['CONSULT_FRAME_BYTES', ['0']],
    ['CONSULT_SOCKETS_PER_PERSON', ['0']],
    ['CONSULT_TICKET_MS', ['0', '30001']],
    ['CONSULT_BEAT_MS', ['99']],
    ['CONSULT_TEXT_LENGTH', ['0']],
    ['CONSULT_OPEN_EARLY_MS', ['-1']],
    ['CONSULT_MISSED_AFTER_MS', ['soon']],
    ['CONSULT_OWN_CONSENT_AGE', ['-1', '121', 'young']],
    ['CONSULT_REPRESENT_AGE', ['-1', '121', '18.5']],
    ['CONSULT_REQUESTS_PER_ADDRESS', ['100', '0/1000', '100/0', '100 / 1000']],
    ['CONSULT_WRITES_PER_PERSON', ['x/y']],
    ['CONSULT_WRITES_PER_CHAT', ['60/60/60']],
    ['CONSULT_TICKETS_PER_PERSON', ['-1/10']],
    ['CONSULT_HEADER_BYTES', ['1023']],
    ['CONSULT_HEADERS_MS', ['0']],
    ['CONSULT_REQUEST_MS', ['0']],
    ['CONSULT_DEAD_MS', ['0']],
    ['CONSULT_BUFFER_BYTES', ['0']],
    ['CONSULT_DRAIN_MS', ['0']],
    ['CONSULT_CLOCK_MS', ['9']],
    ['CONSULT_CLAMD', ['clamd', 'tcp://host:1', ':3310', 'host:']],
    ['CONSULT_CLAMD_FAIL_CLOSED', ['no']],
    ['CONSULT_FILE_TYPES', ['image/svg+xml', 'pdf', '*/*', 'application/pdf;text/html']],
    ['CONSULT_FILE_BYTES', ['0', '20M']],
    ['CONSULT_FILES_PER_MESSAGE', ['0', '101']],
    ['CONSULT_FILES_PER_CHAT', ['0']],
    ['CONSULT_BYTES_PER_CHAT', ['0']],
    ['CONSULT_PIXELS', ['0']],
    ['CONSULT_UPLOAD_LIFE_MS', ['0']],
    ['CONSULT_UPLOADS_PER_PERSON', ['0']],
    ['CONSULT_UPLOAD_MS', ['0']],
    ['CONSULT_UPLOAD_RATE', ['-1']],
    ['CONSULT_UPLOAD_GRACE_MS', ['0']],
    ['CONSULT_SWEEP_MS', ['999']],
    ['CONSULT_SCAN_TRIES', ['0']],
    ['CONSULT_SCAN_MS', ['99']],
    ['CONSULT_STUN_URLS', ['turn.example', 'turn:turn.example', 'stun:a b', 'stun:a,https://b', ',']],
    ['CONSULT_TURN_URLS', ['stun:turn.example', 'turn:a?transport=sctp', 'turn:user@a']],
    ['CONSULT_RELAY_ONLY', ['yes']],
    ['CONSULT_CALLS_WARM', ['no']],
    ['CONSULT_RING_MS', ['0', '999']],
    ['CONSULT_CONNECT_MS', ['999']],
    ['CONSULT_CALL_MS', ['999', '86400000']],
    ['CONSULT_SIGNALS_PER_CALL', ['0']],
    ['CONSULT_SIGNAL_BYTES', ['0', '16k']],
    ['CONSULT_RINGS_PER_PERSON', ['0/1']],
    ['CONSULT_CALL_TICKETS_PER_PERSON', ['many']],
    ['CONSULT_SIGNALS_PER_PERSON', ['1']],
  ];
  for (const [name, values] of BROKEN)
    it(`is refused in one line that names ${name}`, () => {
      for (const value of values) {
        const line = complaint({ ...LEAST, [name]: value });
        expect(line, value).to.match(new RegExp(`^${name} is broken: it must be .+$`));
        expect(line).not.to.include('\n');
      }
    });
});
