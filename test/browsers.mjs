// `npm run test:browsers`: the suites of core and elements in Firefox ESR and WebKitGTK, both from Debian.
// `npm run test:browsers -- firefox core` runs one of them; file names may follow instead of a suite.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap, build, root, run } from '../examples/bootstrap.mjs'

const packages = ['firefox-esr', 'webkit2gtk-driver', 'xvfb', 'fonts-liberation', 'fonts-noto-core']
const programs = ['/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb']

if (bootstrap(fileURLToPath(import.meta.url))) main(process.argv.slice(2))

function main(wanted) {
  installBrowsers()
  build()
  const browsers = ['firefox', 'webkit'].filter((name) => wanted.includes(name))
  const files = wanted
    .filter((name) => !['firefox', 'webkit'].includes(name))
    .map((name) => (/^(?:core|elements)$/.test(name) ? `test/${name}/**/*.test.ts` : name))
  const env = { ...process.env, TEST_BROWSERS: (browsers.length > 0 ? browsers : ['firefox', 'webkit']).join() }
  const args = ['test/support/run-wtr.mjs', join(tmpdir(), 'ai-feed-browsers.json'), ...files]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root, env })
  process.exit(status ?? 1)
}

function installBrowsers() {
  if (programs.every((path) => existsSync(path))) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`These tests need ${programs.join(', ')}. As root: apt-get install ${packages.join(' ')}`)
    process.exit(1)
  }
  console.log('Installing Firefox and WebKitGTK …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { env })
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}
