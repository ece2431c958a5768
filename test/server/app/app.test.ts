import { ConsultError, ERROR_CODES } from '@consult/core';
import { Me, Problem } from '@consult/core/wire';
import { parse } from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { STATUS } from '../../../server/src/http/errors.js';
import { closeHouses, NOON } from '../../support/house.js';
import { PEOPLE } from '../../support/people.js';
import { anApp, PORTAL } from './app-rig.js';

afterEach(closeHouses);

describe('The server', () => {
  it('tells a person who it takes them for, and what it takes of documents', async () => {
    const { ask, deps } = await anApp({
      fileBytes: 1_000,
      filesPerMessage: 2,
      filesPerChat: 3,
      bytesPerChat: 2_000,
    });
    const answer = await ask('GET', '/v1/me', { as: 'doctor' });
    expect(answer.status).to.equal(200);
    expect(parse(Me, await answer.json())).to.deep.equal({
      id: PEOPLE.doctor.id,
      role: 'doctor',
      level: 'confirmed',
      organisation: PEOPLE.doctor.organisation,
      name: PEOPLE.doctor.name,
      now: NOON,
      epoch: deps.stores.epoch,
      files: { fileBytes: 1_000, filesPerMessage: 2, filesPerChat: 3, bytesPerChat: 2_000 },
    });
  });

  it('knows nobody’s name before the registry has entered it', async () => {
    const { ask } = await anApp();
    const answer = await ask('GET', '/v1/me', { as: { ...PEOPLE.patient, id: 'per_unknown' } });
    expect(((await answer.json()) as Me).name).to.equal(null);
  });

  it('refuses a simplified account in words of its own', async () => {
    const { ask } = await anApp();
    const answer = await ask('GET', '/v1/me', { as: 'simplified' });
    expect(answer.status).to.equal(403);
    expect(await answer.json()).to.deep.include({ code: 'account-simplified' });
  });

  it('says that it lives, to anybody, and that it is stopping', async () => {
    const { ask } = await anApp();
    const alive = await ask('GET', '/healthz');
    expect([alive.status, await alive.json()]).to.deep.equal([200, { status: 'ok' }]);
    const stopping = await anApp({}, { stopping: () => true });
    expect((await stopping.ask('GET', '/healthz')).status).to.equal(503);
  });
});

describe('A refusal', () => {
  it('has a status for every code there is', () => {
    expect(Object.keys(STATUS).sort()).to.deep.equal([...ERROR_CODES].sort());
  });

  it('is a problem with its code, and the id that the log knows it by', async () => {
    const { ask, log } = await anApp();
    const answer = await ask('GET', '/v1/chats/cht_x', { as: 'patient' });
    expect(answer.headers.get('Content-Type')).to.equal('application/problem+json');
    const requestId = answer.headers.get('X-Request-Id')!;
    expect(parse(Problem, await answer.json())).to.deep.equal({
      type: 'urn:consult:problem:not-found',
      title: 'not found',
      status: 404,
      code: 'not-found',
      requestId,
    });
    expect(log).to.deep.equal([
      {
        level: 'info',
        event: 'request',
        fields: {
          requestId,
          method: 'GET',
          route: '/v1/chats/:chatId',
          status: 404,
          ms: 0,
          person: PEOPLE.patient.id,
          code: 'not-found',
        },
      },
    ]);
  });

  it('of a path or a method that is not there is the same problem', async () => {
    const { ask } = await anApp();
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/v2/me'],
      ['GET', '/v1/nothing'],
      ['PATCH', '/v1/me'],
      ['DELETE', '/v1/chats'],
      ['PROPFIND', '/v1/me'],
      ['POST', '/healthz'],
      ['GET', '/v1/chats/cht_x/../../../etc/passwd'],
      ['GET', '/v1/chats/%ff'],
    ] as const) {
      const answer = await ask(method, path, { as: 'patient' });
      expect(answer.status, `${method} ${path}`).to.equal(404);
      expect(await answer.json(), `${method} ${path}`).to.deep.include({ code: 'not-found' });
    }
  });

  it('of somebody without a token names the way to sign in', async () => {
    const { ask } = await anApp();
    for (const [authorization, challenge] of [
      [undefined, 'Bearer realm="consult"'],
      ['Basic eDp5', 'Bearer realm="consult", error="invalid_token"'],
      ['Bearer', 'Bearer realm="consult", error="invalid_token"'],
      ['Bearer a b', 'Bearer realm="consult", error="invalid_token"'],
      ['Bearer a.b.c', 'Bearer realm="consult", error="invalid_token"'],
    ] as const) {
      const answer = await ask('GET', '/v1/me', {
        headers: authorization === undefined ? {} : { Authorization: authorization },
      });
      expect(answer.status, authorization).to.equal(401);
      expect(answer.headers.get('WWW-Authenticate'), authorization).to.equal(challenge);
    }
  });

  it('by weather says when to come back', async () => {
    const { ask } = await anApp(
      {},
      {
        identify: () => Promise.reject(new ConsultError('unavailable', { retryAfter: 1_500 })),
      },
    );
    const answer = await ask('GET', '/v1/me', { as: 'patient' });
    expect([answer.status, answer.headers.get('Retry-After')]).to.deep.equal([503, '2']);
  });

  it('by a bug says nothing of it, to the caller or to the log', async () => {
    class SqliteError extends Error {
      override name = 'SqliteError';
    }
    const { ask, log } = await anApp(
      {},
      { identify: () => Promise.reject(new SqliteError('insert into entries values (CANARY)')) },
    );
    const answer = await ask('GET', '/v1/me', { as: 'patient' });
    expect(answer.status).to.equal(500);
    const text = await answer.text();
    expect(JSON.parse(text)).to.deep.include({ code: 'failed', title: 'failed' });
    expect(text + JSON.stringify(log))
      .not.to.include('CANARY')
      .and.not.to.include(' at ');
    expect(log[0]).to.deep.include({ level: 'error', event: 'request-failed' });
    expect(log[0]!.fields.name).to.equal('SqliteError');
  });
});

describe('An answer', () => {
  it('is kept by no cache, may run nothing and be framed nowhere', async () => {
    const { ask } = await anApp();
    for (const [path, as] of [
      ['/healthz', undefined],
      ['/openapi.json', undefined],
      ['/v1/me', 'patient'],
      ['/v1/me', undefined],
      ['/nothing', undefined],
    ] as const) {
      const { headers } = await ask('GET', path, as && { as });
      const header = (name: string) => headers.get(name);
      expect(header('Cache-Control'), path).to.equal('no-store');
      expect(header('Content-Security-Policy'), path).to.equal("default-src 'none'; frame-ancestors 'none'");
      expect(header('X-Content-Type-Options'), path).to.equal('nosniff');
      expect(header('Referrer-Policy'), path).to.equal('no-referrer');
      expect(header('Cross-Origin-Resource-Policy'), path).to.equal('cross-origin');
      expect(header('X-Frame-Options'), path).to.equal('DENY');
      expect(header('Strict-Transport-Security'), path).to.include('max-age=');
      expect(header('X-Powered-By') ?? header('Server'), path).to.equal(null);
      expect(header('Set-Cookie'), path).to.equal(null);
      expect(header('X-Request-Id'), path).to.match(/^req_[0-9a-f]{32}$/);
    }
  });

  it('carries an id of our own, whatever id was sent', async () => {
    const { ask, log } = await anApp();
    const answer = await ask('GET', '/healthz', { headers: { 'X-Request-Id': 'CANARY' } });
    expect(answer.headers.get('X-Request-Id')).not.to.equal('CANARY');
    expect(JSON.stringify(log)).not.to.include('CANARY');
  });
});

describe('A page of another origin', () => {
  it('on the list may ask and read', async () => {
    const { ask } = await anApp();
    for (const as of ['patient', undefined] as const) {
      const { headers } = await ask('GET', '/v1/me', { ...(as && { as }), headers: { Origin: PORTAL } });
      expect(headers.get('Access-Control-Allow-Origin')).to.equal(PORTAL);
      expect(headers.get('Access-Control-Expose-Headers')).to.equal(
        'Retry-After,X-Request-Id,Location,Tus-Resumable,Upload-Expires,Upload-Length,Upload-Offset',
      );
      expect(headers.get('Access-Control-Allow-Credentials')).to.equal(null);
      expect(headers.get('Vary')).to.include('Origin');
    }
  });

  it('on the list is told beforehand what it may send', async () => {
    const { ask } = await anApp();
    const answer = await ask('OPTIONS', '/v1/chats/cht_x/entries', {
      headers: {
        Origin: PORTAL,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    });
    expect(answer.status).to.equal(204);
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(PORTAL);
    expect(answer.headers.get('Access-Control-Allow-Methods')).to.equal('GET,HEAD,POST,PUT,PATCH,DELETE');
    expect(answer.headers.get('Access-Control-Allow-Headers')).to.equal(
      'Authorization,Content-Disposition,Content-Type,Tus-Resumable,Upload-Length,Upload-Metadata,Upload-Offset',
    );
    expect(answer.headers.get('Access-Control-Max-Age')).to.equal('600');
  });

  for (const origin of [
    'https://evil.example',
    'https://portal.example.evil',
    'https://portal.example:8443',
    'http://portal.example',
    'https://PORTAL.example',
    'https://sub.portal.example',
    'null',
  ])
    it(`that is not on the list gets nothing: ${origin}`, async () => {
      const { ask } = await anApp();
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'GET' };
      const before = await ask('OPTIONS', '/v1/me', { headers });
      expect(before.headers.get('Access-Control-Allow-Origin')).to.equal(null);
      const answer = await ask('GET', '/v1/me', { as: 'patient', headers: { Origin: origin } });
      expect(answer.status).to.equal(403);
      expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(null);
      expect(await answer.json()).to.deep.include({ code: 'origin-refused' });
    });
});

describe('A body', () => {
  const path = '/v1/chats/cht_x/entries';
  const json = { 'Content-Type': 'application/json' };

  it('is JSON in UTF-8 and nothing else', async () => {
    const { ask } = await anApp();
    const cases: [string, BodyInit, Record<string, string>, number][] = [
      ['a form', 'key=1', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
      ['a form with files', '--x--', { 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
      ['plain text, as a foreign page may send it', '{}', { 'Content-Type': 'text/plain' }, 415],
      ['JSON that calls itself something else', '{}', { 'Content-Type': 'application/json-patch+json' }, 415],
      ['JSON in another alphabet', '{}', { 'Content-Type': 'application/json; charset=koi8-r' }, 415],
      ['JSON cut short', '{"key":', json, 400],
      ['nothing', '', json, 400],
      ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), json, 400],
      ['half a letter', new Uint8Array([0x22, 0xd0, 0x22]), json, 400],
      ['a surrogate in UTF-8', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), json, 400],
      ['an array', '[]', json, 422],
      ['null', 'null', json, 422],
      [
        'a field too many',
        JSON.stringify({ key: `key_${'0'.repeat(32)}`, text: 'x', role: 'doctor' }),
        json,
        422,
      ],
      ['a prototype', `{"__proto__":{"text":"x"},"key":"key_${'0'.repeat(32)}","text":"x"}`, json, 422],
      ['the wrong type', JSON.stringify({ key: 1, text: ['x'] }), json, 422],
    ];
    for (const [what, raw, headers, status] of cases) {
      const answer = await ask('POST', path, { as: 'patient', raw, headers });
      expect(answer.status, what).to.equal(status);
      expect(await answer.json(), what).to.deep.include({ code: 'invalid' });
    }
  });

  it('of JSON is read under either spelling of its type', async () => {
    const { outcome } = await anApp();
    const raw = JSON.stringify({ key: `key_${'0'.repeat(32)}`, text: 'x' });
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON;charset=UTF-8',
    ])
      expect(
        await outcome('POST', path, { as: 'patient', raw, headers: { 'Content-Type': type } }),
        type,
      ).to.equal('not-found');
  });

  for (const told of [true, false])
    it(`has a length that is agreed on, ${told ? 'as told beforehand' : 'told or not'}`, async () => {
      const { ask } = await anApp({ bodyBytes: 1_000 });
      for (const [length, code] of [
        [999, 'invalid'],
        [1_000, 'invalid'],
        [1_001, 'too-large'],
      ] as const) {
        const raw = told ? 'x'.repeat(length) : new Blob(['x'.repeat(length)]).stream();
        const headers = { ...json, ...(told && { 'Content-Length': String(length) }) };
        const answer = await ask('POST', path, { as: 'patient', raw, headers });
        expect(await answer.json(), `${length} bytes`).to.deep.include({ code });
        expect(answer.status).to.equal(code === 'too-large' ? 413 : 400);
      }
    });

  for (const told of [true, false])
    it(`has another length where a text is published, ${told ? 'as told beforehand' : 'told or not'}`, async () => {
      const { ask } = await anApp({ bodyBytes: 1_000, consentDocumentBytes: 2_000 });
      const outcomeOf = async (length: number, path = '/v1/consent-documents', method = 'POST') => {
        const raw = told ? 'x'.repeat(length) : new Blob(['x'.repeat(length)]).stream();
        const headers = { ...json, ...(told && { 'Content-Length': String(length) }) };
        return (await ask(method, path, { as: 'administrator', raw, headers })).status;
      };
      for (const [length, status] of [
        [1_001, 400],
        [1_999, 400],
        [2_000, 400],
        [2_001, 413],
      ] as const)
        expect(await outcomeOf(length), `${length} bytes`).to.equal(status);
      for (const path of ['/v1/consents', '/v1/consent-documents/personal-data'])
        expect(await outcomeOf(1_001, path), path).to.equal(413);
      expect(await outcomeOf(1_001, '/v1/consent-documents', 'PUT')).to.equal(413);
    });

  it('of a text is as long as it may be, however its letters are written', async () => {
    const { ask } = await anApp();
    const document = { kind: 'notifications', title: 'Согласие', text: 'Я'.repeat(50_000) };
    const utf8 = JSON.stringify(document);
    const escaped = utf8.replace(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    for (const raw of [utf8, escaped, JSON.stringify({ ...document, text: '🩺'.repeat(50_000) })])
      expect(
        (await ask('POST', '/v1/consent-documents', { as: 'administrator', raw, headers: json })).status,
      ).to.equal(201);
  });
});
