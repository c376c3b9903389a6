import * as v from 'valibot'

/** Every error code of the wire with its HTTP status and whether trying again helps. */
export const problemCodes = {
  bad_request: { status: 400, retryable: false },
  bad_json: { status: 400, retryable: false },
  invalid_field: { status: 400, retryable: false },
  unknown_field: { status: 400, retryable: false },
  bad_cursor: { status: 400, retryable: false },
  site_mismatch: { status: 400, retryable: false },
  idempotency_key_required: { status: 400, retryable: false },
  size_not_offered: { status: 400, retryable: false },
  sign_in_required: { status: 401, retryable: false },
  token_invalid: { status: 401, retryable: false },
  token_expired: { status: 401, retryable: true },
  use_dpop_nonce: { status: 401, retryable: true },
  dpop_invalid: { status: 401, retryable: false },
  quota_exceeded: { status: 402, retryable: false },
  origin_not_allowed: { status: 403, retryable: false },
  scope_missing: { status: 403, retryable: false },
  suspended: { status: 403, retryable: false },
  comment_not_allowed: { status: 403, retryable: false },
  quote_not_allowed: { status: 403, retryable: false },
  remix_not_allowed: { status: 403, retryable: false },
  fresh_sign_in_required: { status: 403, retryable: false },
  sign_up_closed: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  unknown_feed: { status: 404, retryable: false },
  media_not_found: { status: 404, retryable: false },
  unknown_site: { status: 404, retryable: false },
  unknown_route: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  idempotency_mismatch: { status: 409, retryable: false },
  idempotency_in_progress: { status: 409, retryable: true },
  version_conflict: { status: 409, retryable: false },
  handle_taken: { status: 409, retryable: false },
  gone: { status: 410, retryable: false },
  length_required: { status: 411, retryable: false },
  body_too_large: { status: 413, retryable: false },
  image_too_large: { status: 413, retryable: false },
  unsupported_type: { status: 415, retryable: false },
  not_an_image: { status: 422, retryable: false },
  too_many_pixels: { status: 422, retryable: false },
  image_refused: { status: 422, retryable: false },
  prompt_refused: { status: 422, retryable: false },
  precondition_required: { status: 428, retryable: false },
  rate_limited: { status: 429, retryable: true },
  too_many_streams: { status: 429, retryable: true },
  internal: { status: 500, retryable: false },
  overloaded: { status: 503, retryable: true },
  database_unavailable: { status: 503, retryable: true },
  generator_unavailable: { status: 503, retryable: true },
  shutting_down: { status: 503, retryable: true },
  storage_full: { status: 507, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>

/** A code that the server may answer with. */
export type ProblemCode = keyof typeof problemCodes

/** What an error code means, in one sentence for a person. Apart from `problemCodes`, because clients have sentences of their own
 *  and need not download these. */
export const problemTitles: Readonly<Record<ProblemCode, string>> = {
  bad_request: 'The request cannot be read',
  bad_json: 'The request body is not valid JSON',
  invalid_field: 'A field has a value that is not allowed',
  unknown_field: 'The request has a field that does not exist',
  bad_cursor: 'This place in the feed is not valid',
  site_mismatch: 'The site differs from the one you are signed in to',
  idempotency_key_required: 'The request needs an Idempotency-Key',
  size_not_offered: 'This picture size is not offered',
  sign_in_required: 'Sign in first',
  token_invalid: 'The session is not valid',
  token_expired: 'The session has expired',
  use_dpop_nonce: 'The proof needs a fresh nonce',
  dpop_invalid: 'The proof of the session key is not valid',
  quota_exceeded: 'All pictures for today are used up',
  origin_not_allowed: 'This page is not allowed to act for the site',
  scope_missing: 'The session is not allowed to do this',
  suspended: 'This account is suspended',
  comment_not_allowed: 'The author does not allow comments here',
  quote_not_allowed: 'The author does not allow quotes',
  remix_not_allowed: 'The author does not allow remixes',
  fresh_sign_in_required: 'Sign in again to do this',
  sign_up_closed: 'New accounts are not open here',
  not_found: 'There is nothing here',
  unknown_feed: 'There is no such feed',
  media_not_found: 'There is no such picture',
  unknown_site: 'There is no such site',
  unknown_route: 'There is no such address',
  method_not_allowed: 'This address does not take that method',
  idempotency_mismatch: 'The key was used for something else',
  idempotency_in_progress: 'The same request is still being handled',
  version_conflict: 'It was changed in the meantime',
  handle_taken: 'This handle is taken',
  gone: 'It was deleted',
  length_required: 'The request needs a Content-Length',
  body_too_large: 'The request is too large',
  image_too_large: 'The picture file is too large',
  unsupported_type: 'This kind of content is not taken here',
  not_an_image: 'This is not a picture that can be read',
  too_many_pixels: 'The picture has too many pixels',
  image_refused: 'The picture was refused',
  prompt_refused: 'The prompt was refused',
  precondition_required: 'The request needs If-Match',
  rate_limited: 'Too many requests; wait a little',
  too_many_streams: 'Too many live connections',
  internal: 'Something went wrong on the server',
  overloaded: 'The server is busy',
  database_unavailable: 'The server cannot reach its database',
  generator_unavailable: 'The image generator cannot be reached',
  shutting_down: 'The server is restarting',
  storage_full: 'The server has no space left',
}

/** Codes that stand only in `Generation.error`, with whether trying again helps. */
export const generationErrorCodes = {
  provider_refused: { retryable: false },
  provider_rate_limited: { retryable: true },
  provider_failed: { retryable: true },
  bad_output: { retryable: false },
  interrupted: { retryable: true },
  timed_out: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>

/** A code that stands in `Generation.error` only. */
export type GenerationErrorCode = keyof typeof generationErrorCodes

/** RFC 9457 with a stable code. `retryAfter` in seconds; `errors` name the failing fields. */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.string(),
  retryable: v.boolean(),
  retryAfter: v.optional(v.number()),
  errors: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  requestId: v.string(),
})
export type Problem = v.InferOutput<typeof problemSchema>

/** Tells whether a code is one that this version knows. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemCodes, code)
}
