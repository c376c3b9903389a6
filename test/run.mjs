// `npm test`: installs what is missing, a browser included, and runs every suite. `npm test -- server e2e` runs these two.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap, build, root, run } from '../examples/bootstrap.mjs'

const browserPackages = ['chromium', 'fonts-liberation', 'fonts-noto-core', 'fonts-noto-color-emoji']
const chromium = '/usr/bin/chromium'
/** After so long a test hangs, on a slow machine too. */
const patienceMs = 900_000
/** Open collections of bad input, read by path and never part of the project. */
const corpora = resolve(root, process.env.CORPORA_DIR ?? '../shared/corpora')
const noCorpora = `No corpora in ${corpora}: that suite is left out. CORPORA_DIR names another folder.`

if (bootstrap(fileURLToPath(import.meta.url))) await main(process.argv.slice(2))

async function main(wanted) {
  const folder = await mkdtemp(join(tmpdir(), 'ai-feed-test-'))
  const suites = Object.entries(createSuites(folder)).filter(([name]) => wanted.length === 0 || wanted.includes(name))
  if (wanted.join() === 'corpus' && !existsSync(corpora)) return console.log(noCorpora)
  if (suites.length === 0) throw new TypeError(`no suite is called ${wanted.join(' or ')}`)
  installBrowser()
  build()

  let isStopped = false
  process.on('SIGINT', () => (isStopped = true)) // the suite that runs gets it too; the database must still be stopped
  process.on('SIGTERM', () => (isStopped = true))
  if (!existsSync(corpora)) console.log(noCorpora)
  const database = await startDatabase(folder)
  const results = []
  try {
    for (const [name, start] of suites) if (!isStopped) results.push(await runSuite(name, start, folder, database.url))
  } finally {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }

  console.log()
  for (const { name, passed, failed, note } of results)
    console.log(`${name.padEnd(10)}${String(passed).padStart(5)} passed${String(failed).padStart(5)} failed${note}`)
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exit(sum('failed') === 0 && !isStopped ? 0 : 1)
}

/** Each suite as the command that runs it. Its counts are left in `<folder>/<name>.json`. */
function createSuites(folder) {
  const node = (name) => () => {
    const reporters = [
      ['spec', 'stdout'],
      [join(root, 'test/support/counting-reporter.mjs'), join(folder, `${name}.json`)],
    ].flatMap(([reporter, to]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${to}`])
    const files = readdirSync(join(root, 'test', name)).flatMap((file) =>
      file.endsWith('.test.ts') ? `test/${name}/${file}` : [],
    )
    return [
      process.execPath,
      ['--test', '--test-concurrency=2', `--test-timeout=${patienceMs}`, ...reporters, ...files],
    ]
  }
  const browser = (name) => () => [
    process.execPath,
    ['test/support/run-wtr.mjs', join(folder, `${name}.json`), `test/${name}/**/*.test.ts`],
  ]
  return {
    protocol: node('protocol'),
    shape: node('shape'),
    server: node('server'),
    ...(existsSync(corpora) && { corpus: node('corpus') }),
    faults: node('faults'),
    core: browser('core'),
    elements: browser('elements'),
    e2e: () => ['playwright', ['test', '--config=test/e2e/playwright.config.mjs']],
  }
}

async function runSuite(name, start, folder, databaseUrl) {
  console.log(`\n── ${name} ──`)
  const countsFile = join(folder, `${name}.json`)
  const [program, args] = start()
  const env = { ...process.env, TEST_POSTGRES_URL: databaseUrl, PLAYWRIGHT_JSON_OUTPUT_FILE: countsFile }
  const [status] = await once(spawn(program, args, { stdio: 'inherit', cwd: root, env }), 'exit')
  const { passed, failed } = await readCounts(countsFile)
  if (passed + failed === 0) return { name, passed, failed: 1, note: '  (ran no test)' }
  if (failed === 0 && status !== 0) return { name, passed, failed: 1, note: `  (ended with code ${status})` }
  return { name, passed, failed, note: '' }
}

/** Reads counts of our own reporters or of Playwright's, and nothing from a suite that ended too early to write any. */
async function readCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  const report = JSON.parse(await readFile(file, 'utf8'))
  if (!report.stats) return report
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected + report.errors.length }
}

/** One PostgreSQL for all suites; each test makes its own database in it. */
async function startDatabase(folder) {
  const { createLog } = await import('../packages/server/dist/log.js')
  const { startEmbeddedPostgres } = await import('../packages/server/dist/database/embedded-postgres.js')
  return await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: createLog({ write: () => {} }) })
}

function installBrowser() {
  if (existsSync(chromium)) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`The tests need a browser at ${chromium}. As root: apt-get install ${browserPackages.join(' ')}`)
    process.exit(1)
  }
  console.log('Installing Chromium …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { env })
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...browserPackages], { env })
}
