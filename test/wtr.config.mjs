import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { playwrightLauncher } from '@web/test-runner-playwright'
import { uploadEndpoint } from './support/upload-endpoint.mjs'

const rootDir = fileURLToPath(new URL('..', import.meta.url))
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Tests of what runs in a browser, against the compiled packages: `npx wtr --config test/wtr.config.mjs --group core`. */
export default {
  rootDir,
  groups: [
    { name: 'core', files: `${rootDir}/test/core/**/*.test.ts` },
    { name: 'elements', files: `${rootDir}/test/elements/**/*.test.ts` },
  ],
  nodeResolve: true,
  concurrency: 1,
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags },
    }),
  ],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.wtr.json', import.meta.url)),
    }),
  ],
  middleware: [uploadEndpoint],
  testFramework: { config: { timeout: 10_000 } },
  testsFinishTimeout: 240_000,
}
