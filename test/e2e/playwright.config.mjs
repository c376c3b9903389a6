import { defineConfig } from '@playwright/test'

const reporters = [['list']]
if (process.env.PLAYWRIGHT_JSON_OUTPUT_FILE) reporters.push(['json'])

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: '../../.artifacts/e2e',
  snapshotPathTemplate: '{testDir}/screenshots/{arg}{ext}',
  globalSetup: './global-setup.mjs',
  workers: 1,
  // After so long something hangs, on a slow machine too.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: reporters,
})
