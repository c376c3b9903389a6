import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Hono } from 'hono'
import { HttpProblem } from '../../packages/server/dist/http/http-problem.js'
import { requireIdempotencyKey } from '../../packages/server/dist/http/idempotency-key.js'

describe('requireIdempotencyKey()', () => {
  const app = new Hono()
  app.post('/', (c) => c.text(requireIdempotencyKey(c)))
  app.onError((error, c) => c.text(error instanceof HttpProblem ? error.code : 'internal', 400))
  const answerTo = async (key: string | undefined): Promise<string> =>
    (
      await app.request('/', { method: 'POST', ...(key !== undefined && { headers: { 'Idempotency-Key': key } }) })
    ).text()

  for (const key of ['a', 'A-Z_0-9', 'x'.repeat(64)]) {
    it(`takes ${key}`, async () => {
      assert.equal(await answerTo(key), key)
    })
  }

  for (const key of [undefined, '', 'with space', 'a'.repeat(65), 'schl\u00fcssel', 'a,b']) {
    it(`asks for a key instead of ${JSON.stringify(key)}`, async () => {
      assert.equal(await answerTo(key), 'idempotency_key_required')
    })
  }
})
