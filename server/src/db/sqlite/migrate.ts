import { sql } from 'drizzle-orm';
import type { SqliteConnection } from './connection.js';
import { MIGRATIONS, type Migration } from './migrations.js';

/** The database was made by a newer or another version of the server: it must not be touched. */
export class UnknownSchema extends Error {
  constructor(name: string) {
    super(`the database holds migration ${name}, which this version of the server does not know`);
    this.name = 'UnknownSchema';
  }
}

/** Brings the database to the shape of this version: each missing step in a transaction of its own, noted down in it. */
export function migrate({ db, control }: SqliteConnection, migrations = MIGRATIONS): void {
  db.run(
    sql`create table if not exists migrations (name text primary key, statements integer not null) without rowid`,
  );
  const applied = db.all<{ name: string }>(sql`select name from migrations order by name`);
  applied.forEach(({ name }, at) => {
    if (migrations[at]?.name !== name) throw new UnknownSchema(name);
  });
  for (const migration of migrations.slice(applied.length)) {
    control.begin();
    try {
      apply(db, migration);
      control.commit();
    } catch (error) {
      if (control.active) control.rollback();
      throw error;
    }
  }
}

function apply(db: SqliteConnection['db'], { name, statements }: Migration) {
  for (const statement of statements) db.run(sql.raw(statement));
  db.run(sql`insert into migrations (name, statements) values (${name}, ${statements.length})`);
}
