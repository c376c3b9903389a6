import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Metadata } from 'sharp'
import { findHiddenCode } from '../../packages/server/dist/images/find-hidden-code.js'

const metadata = {} as Metadata

describe('code hidden in a picture', () => {
  it('is found wherever it begins, also in large files', async () => {
    for (const at of [0, 524_287, 524_288, 524_280, 1_048_570, 1_999_990]) {
      const bytes = Buffer.alloc(2_000_000, 65)
      bytes.write('<script>', at, 'latin1')

      assert.equal(await findHiddenCode(bytes, metadata), '<script>', String(at))
    }
  })

  it('is looked for in portions, so that nobody else waits for a large file', async () => {
    let turns = 0
    const count = (): void => {
      turns += 1
      next = setImmediate(count)
    }
    let next = setImmediate(count)

    const found = await findHiddenCode(Buffer.alloc(20_000_000, 'on'), metadata)
    clearImmediate(next)

    assert.equal(found, undefined)
    assert.ok(turns >= 30, `${turns} turns`)
  })
})
