import assert from 'node:assert/strict'
import { globSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { root, sources } from './sources.ts'

const maxLines = 252

/** Files that may be longer, each with the reason. */
const longer: Record<string, string> = {}

const rootEntries = new Set([
  'LICENSE',
  'README.md',
  'examples',
  'node_modules',
  'package-lock.json',
  'package.json',
  'packages',
  'rollup.config.mjs',
  'test',
  'tsconfig.json',
])

const written = globSync(
  ['packages/*/src/**/*.{ts,css,html}', 'test/**/*.{ts,mjs}', 'examples/**/*.{mjs,js,css,html}'],
  {
    cwd: root,
  },
)
  .filter((path) => !path.startsWith('examples/.build/'))
  .toSorted()

describe('files', () => {
  it(`have at most ${maxLines} lines`, () => {
    const long = written
      .filter((path) => !(path in longer))
      .map((path) => [path, readFileSync(join(root, path), 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines > maxLines)

    assert.deepEqual(long, [])
  })

  it('are excused from that only while they need it', () => {
    for (const path of Object.keys(longer))
      assert.ok(readFileSync(join(root, path), 'utf8').split('\n').length - 1 > maxLines, path)
  })

  it('have kebab-case names that say what is in them', () => {
    const odd = written.filter((path) => {
      const name = basename(path)
      return !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name) || /^(?:utils?|helpers?|common|misc|types)\b/.test(name)
    })

    assert.deepEqual(odd, [])
  })

  it('are called index at the top of a package only', () => {
    assert.deepEqual(
      sources.filter(({ inner }) => basename(inner) === 'index.ts' && inner !== 'index.ts').map(({ path }) => path),
      [],
    )
  })

  it('at the root are the agreed ones', () => {
    const others = readdirSync(root).filter((name) => !name.startsWith('.') && !rootEntries.has(name))

    assert.deepEqual(others, [])
  })

  it('of tests hold at least one test', () => {
    const empty = globSync('test/**/*.{test.ts,spec.mjs}', { cwd: root }).filter(
      (path) => !/\b(?:it|test)\(/.test(readFileSync(join(root, path), 'utf8')),
    )

    assert.deepEqual(empty, [])
  })

  it('of tests leave nothing out and single nothing out', () => {
    const odd = globSync('test/**/*.{test.ts,spec.mjs}', { cwd: root }).filter((path) =>
      /\b(?:it|test|describe)\.(?:skip|only|todo|fixme)\b/.test(readFileSync(join(root, path), 'utf8')),
    )

    assert.deepEqual(odd, [])
  })
})
