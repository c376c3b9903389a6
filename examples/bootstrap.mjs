// Runs before anything is installed, so it imports nothing but Node, and nothing newer than Node 20.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules/.bin')
const oldestNode = [22, 12]

/** Makes a bare clone able to run `script`: installs what the lockfile names, then runs it under the Node that came with it.
 *  Returns true in the process that should go on, and false in the one that only waits for that process. */
export function bootstrap(script) {
  process.chdir(root)
  if (!process.env.PATH.startsWith(bin)) process.env.PATH = `${bin}${delimiter}${process.env.PATH}`
  if (!isInstalled()) {
    console.log('Installing packages …')
    run('npm', ['ci', '--loglevel=error'])
  }
  const node = join(bin, 'node')
  const pinned = existsSync(node) ? spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() : undefined
  if (pinned && pinned !== process.version) {
    runAs(node, [script, ...process.argv.slice(2)])
    return false
  }
  if (isOlder(process.versions.node)) {
    console.error(`Node ${oldestNode.join('.')} or later is needed here, this is ${process.versions.node}`)
    process.exit(1)
  }
  return true
}

/** Compiles the packages, and bundles them for browsers when the compiled files are newer than the bundles. */
export function build() {
  run('tsc', ['-b'])
  const sources = ['protocol', 'core', 'elements'].map((name) => newest(join(root, 'packages', name, 'dist')))
  const bundles = ['packages/elements/cdn/ai-feed.all.js', 'examples/.build/ai-feed-core.js'].map((path) =>
    changed(path),
  )
  if (Math.max(...sources, changed('rollup.config.mjs')) > Math.min(...bundles)) run('rollup', ['-c', '--silent'])
}

/** Runs a program to its end with this one's terminal; ends this process with its exit code when it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', cwd: root, ...options })
  if (error) console.error(`${program}: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

/** True when every package that the lockfile asks for lies in node_modules in that version. */
function isInstalled() {
  const hidden = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(hidden)) return false
  const { packages: installed } = JSON.parse(readFileSync(hidden, 'utf8'))
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      optional || !path.startsWith('node_modules/') || installed[path]?.version === version,
  )
}

/** Runs `program` in our place. Ctrl-C reaches it by itself, being of the same terminal; other signals are handed on. */
function runAs(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('exit', (code) => process.exit(code ?? 1))
}

function isOlder(version) {
  const [major, minor] = version.split('.').map(Number)
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])
}

function newest(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'))
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs))
}

function changed(path) {
  return existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0
}
