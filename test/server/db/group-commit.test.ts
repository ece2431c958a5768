import { ConsultError } from '@consult/core';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransactionControl } from '../../../server/src/db/sqlite/connection.js';
import { createGroupCommit, type GroupCommit } from '../../../server/src/db/sqlite/group-commit.js';

describe('group commit', () => {
  let client: Database.Database;
  let control: TransactionControl & { fail?: { verb: 'begin' | 'commit'; error: Error; times: number } };
  let group: GroupCommit;
  let commits: number;
  let waits: number[];
  let turns: (() => void)[];

  beforeEach(() => {
    client = new Database(':memory:');
    client.exec('create table words (word text primary key)');
    [commits, waits, turns] = [0, [], []];
    control = controlOver(client);
    group = createGroupCommit(control, {
      schedule: (run) => void turns.push(run),
      later: (run, ms) => {
        waits.push(ms);
        turns.push(run);
      },
    });
  });
  afterEach(() => client.close());

  const insert = (word: string) => () => client.prepare('insert into words values (?)').run(word).changes;
  const words = () => client.prepare('select word from words order by rowid').pluck().all();
  const turn = () => turns.shift()!();
  const turnAll = () => {
    while (turns.length) turn();
  };

  it('commits together what arrives in one turn, in order', async () => {
    const answers = ['a', 'b', 'c'].map((word) => group.commit(insert(word)));
    expect(turns).toHaveLength(1);
    turn();
    expect(await Promise.all(answers)).toEqual([1, 1, 1]);
    expect(words()).toEqual(['a', 'b', 'c']);
    expect(commits).toBe(1);
  });

  it('answers nobody before the commit, not even with a refusal', async () => {
    const heard: string[] = [];
    control.commit = () => {
      expect(heard).toEqual([]);
      client.exec('commit');
    };
    const answers = [
      group.commit(insert('a')).then(() => heard.push('kept')),
      group
        .commit(() => {
          throw new ConsultError('not-found');
        })
        .catch(() => heard.push('refused')),
    ];
    turn();
    await Promise.all(answers);
    expect(heard.sort()).toEqual(['kept', 'refused']);
  });

  it('undoes a refused step and no other', async () => {
    const before = group.commit(insert('before'));
    const refused = group.commit(() => {
      insert('half')();
      throw new ConsultError('chat-finished');
    });
    const broken = group.commit(insert('before')); // not unique
    const after = group.commit(insert('after'));
    turn();
    await expect(refused).rejects.toMatchObject({ code: 'chat-finished' });
    await expect(broken).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    await Promise.all([before, after]);
    expect(words()).toEqual(['before', 'after']);
  });

  it('gives readers a turn in the middle of a flood', async () => {
    const answers = Array.from({ length: 600 }, (_, n) => group.commit(insert(String(n))));
    turn();
    expect(words()).toHaveLength(256);
    turnAll();
    await Promise.all(answers);
    expect(words()).toHaveLength(600);
    expect(commits).toBe(3);
  });

  it('waits for a file that somebody else holds, and keeps the order', async () => {
    control.fail = { verb: 'begin', error: sqliteError('SQLITE_BUSY'), times: 3 };
    const sequence = Array.from({ length: 301 }, (_, n) => String(n));
    const before = sequence.slice(0, 300).map((word) => group.commit(insert(word)));
    turn();
    const last = group.commit(insert('300'));
    turnAll();
    await Promise.all([...before, last]);
    expect(waits).toEqual([50, 50, 50]);
    expect(words()).toEqual(sequence);
    expect(commits).toBe(2);
  });

  it('says after some seconds that it cannot be had, and works again when it can', async () => {
    control.fail = { verb: 'begin', error: sqliteError('SQLITE_BUSY_SNAPSHOT'), times: 61 };
    const refused = group.commit(insert('lost'));
    turnAll();
    await expect(refused).rejects.toMatchObject({ code: 'unavailable' });
    const kept = group.commit(insert('kept'));
    turnAll();
    await kept;
    expect(words()).toEqual(['kept']);
  });

  it.each(['SQLITE_FULL', 'SQLITE_IOERR_FSYNC'])(
    'promises nothing of a batch whose commit fails with %s',
    async (code) => {
      control.fail = { verb: 'commit', error: sqliteError(code), times: 1 };
      const answers = ['a', 'b'].map((word) => group.commit(insert(word)));
      turnAll();
      for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'storage-full' });
      expect(words()).toEqual([]);
      const kept = group.commit(insert('kept'));
      turnAll();
      await kept;
      expect(words()).toEqual(['kept']);
    },
  );

  it('promises nothing of a batch in whose middle the disk fails', async () => {
    const before = group.commit(insert('before'));
    const failing = group.commit(() => {
      throw sqliteError('SQLITE_IOERR_WRITE');
    });
    turnAll();
    for (const answer of [before, failing])
      await expect(answer).rejects.toMatchObject({ code: 'storage-full' });
    expect(words()).toEqual([]);
  });

  it('ends with what is under way and takes no more', async () => {
    const last = group.commit(insert('last'));
    let closed = false;
    const closing = group.close().then(() => (closed = true));
    await expect(group.commit(insert('late'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(closed).toBe(false);
    turnAll();
    await Promise.all([last, closing]);
    expect(words()).toEqual(['last']);
    await group.close();
  });

  function controlOver(client: Database.Database): typeof control {
    const attempt = (verb: 'begin' | 'commit', run: () => void) => {
      const { fail } = control;
      if (fail?.verb === verb && fail.times-- > 0) throw fail.error;
      run();
    };
    return {
      begin: () => attempt('begin', () => client.exec('begin immediate')),
      commit: () =>
        attempt('commit', () => {
          client.exec('commit');
          commits++;
        }),
      rollback: () => void client.exec('rollback'),
      mark: () => void client.exec('savepoint step'),
      keep: () => void client.exec('release step'),
      undo: () => void client.exec('rollback to step; release step'),
      get active() {
        return client.inTransaction;
      },
    };
  }
});

const sqliteError = (code: string) => new Database.SqliteError('planted', code);
