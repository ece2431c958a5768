import { refuseIf } from '@consult/core';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { PushStore } from '../../notices/notice-store.js';
import type { SqliteDatabase } from './connection.js';
import type { Commit } from './group-commit.js';
import { pushSubscriptions } from './notice-schema.js';
import { findPerson } from './people-store.js';

/** Browsers that have asked to be told, in SQLite. */
export const sqlitePushStore = (db: SqliteDatabase, commit: Commit): PushStore => ({
  put: ({ person }, { id, endpoint, keys }, now, most, rule) =>
    commit(() => {
      refuseIf(rule());
      if (!findPerson(db, person)) return; // somebody the registry does not know is never told of anything
      const known = db.select().from(pushSubscriptions).where(eq(pushSubscriptions.endpoint, endpoint)).get();
      if (known?.person === person)
        db.update(pushSubscriptions)
          .set({ ...keys, at: now })
          .where(eq(pushSubscriptions.id, known.id))
          .run();
      else {
        // Whoever signs in at a browser has it: what waits for the person before must not come up there.
        db.delete(pushSubscriptions).where(eq(pushSubscriptions.endpoint, endpoint)).run();
        db.insert(pushSubscriptions)
          .values({ id, person, endpoint, ...keys, at: now })
          .run();
      }
      const beyond = db
        .select({ id: pushSubscriptions.id })
        .from(pushSubscriptions)
        .where(eq(pushSubscriptions.person, person))
        .orderBy(desc(pushSubscriptions.at), desc(pushSubscriptions.id))
        .all()
        .slice(most);
      if (beyond.length)
        db.delete(pushSubscriptions)
          .where(
            inArray(
              pushSubscriptions.id,
              beyond.map((row) => row.id),
            ),
          )
          .run();
    }),

  remove: ({ person }, endpoint) =>
    commit(() => {
      const own = and(eq(pushSubscriptions.endpoint, endpoint), eq(pushSubscriptions.person, person));
      db.delete(pushSubscriptions).where(own).run();
    }),
});
