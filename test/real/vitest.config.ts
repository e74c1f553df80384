import { defineConfig } from 'vitest/config'

/** Tests against real servers and a real browser: each says plainly what is missing and is skipped then. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['test/real/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    fileParallelism: false,
  },
})
