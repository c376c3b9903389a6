import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { playwrightLauncher } from '@web/test-runner-playwright'
import { litOfToday } from '../packages/elements/lit-of-today.mjs'
import { firefoxLauncher } from './support/firefox-launcher.mjs'
import { pictureEndpoint } from './support/picture-endpoint.mjs'
import { uploadEndpoint } from './support/upload-endpoint.mjs'
import { webkitLauncher } from './support/webkit-launcher.mjs'

const rootDir = fileURLToPath(new URL('..', import.meta.url))
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What is measured is how things look, and not how far an animation of it has come.
  '--force-prefers-reduced-motion',
]

const browsers = (process.env['TEST_BROWSERS'] ?? 'chromium').split(',')

/** Serves what the browser build leaves of Lit, in place of the whole. */
const shippedLit = {
  name: 'shipped-lit',
  async transform({ path }) {
    const [, file] = /^\/(node_modules\/(?:@lit|lit-[a-z]+)\/.*)$/.exec(path.replace('/development/', '/')) ?? []
    if (!file) return undefined
    const code = await readFile(`${rootDir}/${file}`, 'utf8')
    return litOfToday().transform.call({ error: fail }, code, `/${file}`)?.code
  },
}

function fail(reason) {
  throw new Error(reason)
}

/** Each browser by its name in TEST_BROWSERS. */
const launchers = {
  chromium: () =>
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags },
    }),
  firefox: firefoxLauncher,
  webkit: webkitLauncher,
}

/** Tests of what runs in a browser, against the compiled packages: `npx wtr --config test/wtr.config.mjs`. */
export default {
  rootDir,
  files: `${rootDir}/test/{core,elements}/**/*.test.ts`,
  nodeResolve: true,
  concurrency: 1,
  concurrentBrowsers: 1,
  browsers: browsers.map((name) => launchers[name]()),
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.wtr.json', import.meta.url)),
    }),
    // Firefox and WebKit meet Lit as it is published, with its own warnings.
    ...(browsers.join() === 'chromium' ? [shippedLit] : []),
  ],
  middleware: [uploadEndpoint, pictureEndpoint],
  // After so long a test hangs, on a slow machine too. Whatever a test waits for says sooner what did not come.
  testFramework: { config: { timeout: 120_000 } },
  browserStartTimeout: 120_000,
  testsStartTimeout: 300_000,
  // No file takes half as long; one whose browser crashed would keep the others waiting.
  testsFinishTimeout: 420_000,
}
