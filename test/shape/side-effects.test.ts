import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parseAst } from 'rollup/parseAst'
import { root, sources } from './sources.ts'

/** The files that do something when they are imported: entries, and files that run in a thread of their own. */
const mayAct = (inner: string): boolean =>
  ['define.ts', 'embed.ts', 'main.ts', 'policy-notice.ts'].includes(inner) || inner.endsWith('-worker.ts')

/** Statements of a compiled module that do more than declare. */
function actions(code: string): string[] {
  return parseAst(code)
    .body.filter((node) => !/^(?:Import|Export|Function|Class|Variable)\w*Declaration$/.test(node.type))
    .map((node) => textOf(code, node))
    .map((text) => text.slice(0, 80))
}

/** Rollup's nodes carry their place, which the ESTree types leave out. */
const textOf = (code: string, node: object): string =>
  'start' in node && 'end' in node ? code.slice(Number(node.start), Number(node.end)) : ''

describe('modules', () => {
  it('do nothing when imported', () => {
    const acting = sources
      .filter(({ inner }) => !mayAct(inner))
      .map(({ path }) => [path, path.replace('/src/', '/dist/').replace(/\.ts$/, '.js')] as const)
      .filter(([, compiled]) => existsSync(join(root, compiled)))
      .flatMap(([path, compiled]) =>
        actions(readFileSync(join(root, compiled), 'utf8')).map((text) => `${path}: ${text}`),
      )

    assert.deepEqual(acting, [])
  })

  it('are seen by this test when they do', () => {
    assert.deepEqual(actions('const a = 1\ncustomElements.define("a-b", A)\nexport { a }'), [
      'customElements.define("a-b", A)',
    ])
  })
})

describe('secrets', () => {
  const secret = [
    /-----BEGIN/,
    /\b\w*(?:secret|password|passphrase|apiKey|privateKey)\w*\s*[:=]\s*['"`](?![a-z]+(?:_[a-z]+)*['"`])[^'"`${}\s]{8,}['"`]/i,
    /createHmac\([^,]+,\s*['"`]/,
    /['"`](?:[0-9a-f]{32,}|[A-Za-z0-9+/]{43}=)['"`]/,
  ]
  const find = (code: string): string[] => secret.flatMap((pattern) => pattern.exec(code)?.[0] ?? [])

  it('are no constants of the code', () => {
    assert.deepEqual(
      sources.flatMap(({ path, code }) => find(code).map((text) => `${path}: ${text}`)),
      [],
    )
  })

  it('are found by this test when they are', () => {
    assert.equal(find(`const cookieSecret = 'correct-horse'`).length, 1)
    assert.equal(find(`createHmac('sha256', 'abc')`).length, 1)
  })
})
