import { describe, expect, it } from 'vitest';
import type { LogFields } from '../../../server/src/deps.js';
import { createPinoLog } from '../../../server/src/log/pino-log.js';

function aLog(level: 'info' | 'warn' | 'silent' = 'info') {
  const lines: string[] = [];
  return { lines, log: createPinoLog(level, { write: (line) => void lines.push(line) }) };
}

describe('The log', () => {
  it('writes one line of JSON per event', () => {
    const { lines, log } = aLog();
    log.info({ requestId: 'req_1', route: '/v1/chats/:chatId/entries', status: 201, ms: 3 }, 'request');
    expect(lines).to.have.length(1);
    expect(JSON.parse(lines[0]!)).to.deep.include({
      level: 30,
      requestId: 'req_1',
      route: '/v1/chats/:chatId/entries',
      status: 201,
      ms: 3,
      msg: 'request',
    });
  });

  it('lets nothing through but its own fields', () => {
    const { lines, log } = aLog();
    const careless = {
      code: 'failed',
      text: 'CANARY',
      error: new Error('CANARY'),
      name: { toJSON: () => 'CANARY' },
    };
    log.error(careless as unknown as LogFields, 'request-failed');
    expect(lines.join()).to.include('failed').and.not.to.include('CANARY');
  });

  it('is as quiet as it is told to be', () => {
    const { lines, log } = aLog('silent');
    log.error({ code: 'failed' }, 'request-failed');
    expect(lines).to.deep.equal([]);
  });
});
