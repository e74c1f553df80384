import { defineConfig } from 'drizzle-kit'

/** What `npm run db:generate` reads. The default export is drizzle-kit's own demand. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/schema/schema.ts',
  out: './migrations',
})
