import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { generationErrorCodes, isProblemCode, problemCodes, problemTitles } from '@ai-feed/protocol'

/** The published codes. Taking one away, or giving it another status, breaks every client. */
const published: Record<number, string> = {
  400: 'bad_request bad_json invalid_field unknown_field bad_cursor site_mismatch idempotency_key_required size_not_offered',
  401: 'sign_in_required token_invalid token_expired* use_dpop_nonce* dpop_invalid',
  402: 'quota_exceeded',
  403:
    'origin_not_allowed scope_missing suspended comment_not_allowed quote_not_allowed remix_not_allowed ' +
    'fresh_sign_in_required sign_up_closed',
  404: 'not_found unknown_feed media_not_found unknown_site unknown_route',
  405: 'method_not_allowed',
  409: 'idempotency_mismatch idempotency_in_progress* version_conflict handle_taken',
  410: 'gone',
  411: 'length_required',
  413: 'body_too_large image_too_large',
  415: 'unsupported_type',
  422: 'not_an_image too_many_pixels image_refused prompt_refused text_refused',
  428: 'precondition_required',
  429: 'rate_limited* too_many_streams*',
  500: 'internal',
  503: 'overloaded* database_unavailable* generator_unavailable* shutting_down*',
  507: 'storage_full*',
}

describe('problem codes', () => {
  it('are the published ones, with their status and whether trying again helps', () => {
    const expected = Object.entries(published).flatMap(([status, codes]) =>
      codes.split(' ').map((code) => [code.replace('*', ''), Number(status), code.endsWith('*')]),
    )
    const actual = Object.entries(problemCodes).map(([code, { status, retryable }]) => [code, status, retryable])

    assert.deepEqual(actual.toSorted(), expected.toSorted())
  })

  it('have one sentence each that a person understands', () => {
    const titles = Object.values(problemTitles)

    assert.deepEqual(Object.keys(problemTitles), Object.keys(problemCodes))
    assert.equal(new Set(titles).size, titles.length)
    for (const title of titles) assert.match(title, /^[A-Z][^_{}]{8,60}[^.]$/)
  })

  it('share no name with the codes of a generation', () => {
    assert.deepEqual(Object.keys(generationErrorCodes).filter(isProblemCode), [])
  })

  it('are told from anything else', () => {
    assert.deepEqual(['gone', 'Gone', '', 'toString', '__proto__'].map(isProblemCode), [
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
