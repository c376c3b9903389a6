import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createDpopNonces } from '../../packages/server/dist/auth/dpop-nonce.js'

describe('a DPoP nonce', () => {
  const secret = Buffer.alloc(32, 7)
  let nowMs = Date.parse('2026-01-01T00:00:30Z')
  const nonces = createDpopNonces(
    () => [secret],
    () => nowMs,
  )

  it('is fresh for minutes and stale after five', () => {
    const nonce = nonces.current()
    for (const [minutes, isFresh] of [
      [0, true],
      [1, true],
      [3, true],
      [5, false],
      [60, false],
    ] as const) {
      nowMs = Date.parse('2026-01-01T00:00:30Z') + minutes * 60_000
      assert.equal(nonces.isFresh(nonce), isFresh, `${minutes} minutes`)
    }
  })

  it('is the same in every process, and another with another secret', () => {
    assert.equal(
      createDpopNonces(
        () => [secret],
        () => nowMs,
      ).current(),
      nonces.current(),
    )
    assert.equal(
      createDpopNonces(
        () => [Buffer.alloc(32, 8)],
        () => nowMs,
      ).isFresh(nonces.current()),
      false,
    )
  })

  it('is nothing that was not handed out', () => {
    for (const nonce of ['', 'x', nonces.current().slice(1), `${nonces.current()} `])
      assert.equal(nonces.isFresh(nonce), false)
  })
})
