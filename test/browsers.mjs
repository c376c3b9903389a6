// `npm run test:browsers`: the suites of core and elements in Firefox ESR and WebKitGTK, both from Debian.
// `npm run test:browsers -- firefox core` runs one of them; file names may follow instead of a suite.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
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
  const named = ['firefox', 'webkit'].filter((name) => wanted.includes(name))
  const files = wanted
    .filter((name) => !['firefox', 'webkit'].includes(name))
    .map((name) => (/^(?:core|elements)$/.test(name) ? `test/${name}/**/*.test.ts` : name))
  const all = { passed: 0, failed: 0 }
  for (const browser of named.length > 0 ? named : ['firefox', 'webkit']) {
    const { passed, failed, lost } = runIn(browser, files)
    all.passed += passed
    all.failed += failed
    if (lost.length === 0) continue
    // A browser that crashed or stood still took them with it. A test that failed is not run again.
    console.log(`${browser} was lost in ${lost.join(', ')}: once more`)
    const again = runIn(browser, lost)
    all.passed += again.passed
    all.failed += again.failed - lost.length
  }
  console.log(`${all.passed} passed, ${all.failed} failed`)
  process.exit(all.failed === 0 ? 0 : 1)
}

/** Runs files in one browser; a run that does not end is ended, and counts as one failure. */
function runIn(browser, files) {
  const countsFile = join(tmpdir(), `ai-feed-browsers-${process.pid}.json`)
  const env = { ...process.env, TEST_BROWSERS: browser }
  const args = ['test/support/run-wtr.mjs', countsFile, ...files]
  spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root, env, timeout: 90 * 60_000 })
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8'))
  } catch {
    return { passed: 0, failed: 1, lost: [] }
  } finally {
    rmSync(countsFile, { force: true })
  }
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
