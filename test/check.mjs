// `npm run check`: everything that must hold before a change goes in, beside the tests.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap, build, root } from '../examples/bootstrap.mjs'

const packages = ['protocol', 'core', 'elements', 'server']

const checks = {
  lint: () => succeeds('oxlint', ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']),
  format: () => succeeds('oxfmt', ['--check']),
  types: () => succeeds('tsc', ['-b']) && succeeds('tsc', ['-p', 'test']),
  shape: () => succeeds('node', ['--test', '--test-reporter=dot', 'test/shape/*.test.ts']),
  packages: () =>
    packages.every(
      (name) =>
        succeeds('publint', ['--strict', `packages/${name}`]) &&
        succeeds('attw', ['--profile', 'esm-only', '--pack', `packages/${name}`, '--quiet']),
    ),
  sizes: checkSizes,
  changeset: checkChangeset,
  lockfile: checkLockfile,
}

if (bootstrap(fileURLToPath(import.meta.url))) await main()

async function main() {
  build()
  const failed = []
  for (const [name, check] of Object.entries(checks)) {
    console.log(`── ${name} ──`)
    if (!(await check())) failed.push(name)
  }
  console.log(failed.length === 0 ? '\nAll checks passed' : `\nFailed: ${failed.join(', ')}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

function succeeds(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', cwd: root })
  if (error) console.error(`${program}: ${error.message}`)
  return status === 0
}

async function checkSizes() {
  const { measureBundles } = await import('./support/bundle-sizes.mjs')
  const sizes = await measureBundles(root)
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} kB`
  for (const { name, bytes, most, goal } of sizes) {
    const word = bytes === 0 ? 'MISSING' : bytes > most ? 'TOO MUCH' : 'ok'
    const rest = goal < most ? `, the goal is ${kilobytes(goal)}` : ''
    console.log(`${name.padEnd(34)}${kilobytes(bytes).padStart(9)} of ${kilobytes(most).padStart(8)}  ${word}${rest}`)
  }
  return sizes.every(({ bytes, most }) => bytes > 0 && bytes <= most)
}

/** A branch that changes a package brings a changeset. On the base branch itself, and in a clone without one, those that
 *  wait for the next release are only counted. */
function checkChangeset() {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  const commit = (name) => git('rev-parse', '--verify', '--quiet', `${name}^{commit}`).stdout.trim()
  const base = ['origin/main', 'main'].find((name) => commit(name) !== '' && commit(name) !== commit('HEAD'))
  if (base && git('merge-base', base, 'HEAD').status === 0) return succeeds('changeset', ['status', `--since=${base}`])
  const waiting = readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')
  console.log(`no other commit to compare with; changesets that wait: ${waiting.length}`)
  const isReleased = existsSync(join(root, 'packages/core/CHANGELOG.md'))
  return waiting.length > 0 || isReleased
}

function checkLockfile() {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const named = Object.entries(locked).filter(([, { resolved }]) => /^https?:/.test(resolved ?? ''))
  for (const [path, { resolved }] of named) console.error(`package-lock.json names a host: ${path} from ${resolved}`)
  return named.length === 0
}
