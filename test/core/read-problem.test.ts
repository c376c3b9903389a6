import { expect } from '@open-wc/testing'
import { errorOfResponse } from '../../packages/core/dist/http/read-problem.js'

describe('Retry-After', () => {
  const clock = { now: () => Date.parse('2026-01-01T00:00:00Z') }
  const cases: [value: string, ms: number | undefined][] = [
    ['3', 3000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Wed, 31 Dec 2025 23:59:59 GMT', 0],
    ['soon', undefined],
    // A timer of the browser that is set to more ends at once.
    ['99999999', 86_400_000],
  ]
  for (const [value, ms] of cases) {
    it(`${value} is ${ms} ms by the client’s clock`, async () => {
      const response = new Response('busy', { status: 503, headers: { 'retry-after': value } })

      expect((await errorOfResponse(response, clock)).retryAfterMs).to.equal(ms)
    })
  }
})
