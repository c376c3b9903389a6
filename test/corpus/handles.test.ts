import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { handleKey, readHandle } from '../../packages/server/dist/accounts/handle.js'

const file = join(
  process.env['CORPORA_DIR'] ?? new URL('../../../shared/corpora', import.meta.url).pathname,
  'text/handles-confusable.json',
)
const isHere = existsSync(file)
const pairs = isHere ? (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) : []

/** What a handle would be stored under; undefined where it is refused. */
function keyOf(typed: string): string | undefined {
  const read = readHandle(typed)
  return 'handle' in read ? handleKey(read.handle) : undefined
}

describe('open corpus of confusable handles', { skip: isHere ? false : `no corpora in ${file}` }, () => {
  it('leaves of every pair at most one to be registered', () => {
    for (const [one, other] of pairs) {
      const keys = [keyOf(one), keyOf(other)]
      assert.ok(keys.includes(undefined) || keys[0] === keys[1], JSON.stringify([one, other]))
    }
    assert.ok(pairs.length >= 31)
  })
})
