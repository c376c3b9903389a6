import { codesByStatus, type GenerationErrorCode, type ProblemCode } from './problem-code.js'

const retryableCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'token_expired',
  'use_dpop_nonce',
  'idempotency_in_progress',
  'rate_limited',
  'too_many_streams',
  'overloaded',
  'database_unavailable',
  'generator_unavailable',
  'shutting_down',
  'storage_full',
])

/** Every error code of the wire with its HTTP status and whether trying again helps. */
export const problemCodes = Object.fromEntries(
  Object.entries<readonly ProblemCode[]>(codesByStatus).flatMap(([status, codes]) =>
    codes.map((code) => [code, { status: Number(status), retryable: retryableCodes.has(code) }]),
  ),
) as Readonly<Record<ProblemCode, { readonly status: number; readonly retryable: boolean }>>

/** What an error code means, in one sentence for a person. For servers: clients have sentences of their own. */
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
  text_refused: 'The text was refused',
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
export const generationErrorCodes: Readonly<Record<GenerationErrorCode, { readonly retryable: boolean }>> = {
  provider_refused: { retryable: false },
  provider_rate_limited: { retryable: true },
  provider_failed: { retryable: true },
  bad_output: { retryable: false },
  interrupted: { retryable: true },
  timed_out: { retryable: true },
}
