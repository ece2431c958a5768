import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './src/db/sqlite/schema.ts',
    './src/db/sqlite/call-schema.ts',
    './src/db/sqlite/consent-schema.ts',
    './src/db/sqlite/request-schema.ts',
    './src/db/sqlite/session-schema.ts',
    './src/db/sqlite/notice-schema.ts',
    './src/db/sqlite/erasure-schema.ts',
  ],
  out: './src/db/sqlite/migrations',
});
