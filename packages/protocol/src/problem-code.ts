/** The codes of the wire by their HTTP status. A client takes one that a later version adds for the first of its status. */
export const codesByStatus = {
  400: [
    'bad_request',
    'bad_json',
    'invalid_field',
    'unknown_field',
    'bad_cursor',
    'site_mismatch',
    'idempotency_key_required',
    'size_not_offered',
  ],
  401: ['sign_in_required', 'token_invalid', 'token_expired', 'use_dpop_nonce', 'dpop_invalid'],
  402: ['quota_exceeded'],
  403: [
    'origin_not_allowed',
    'scope_missing',
    'suspended',
    'comment_not_allowed',
    'quote_not_allowed',
    'remix_not_allowed',
    'fresh_sign_in_required',
    'sign_up_closed',
  ],
  404: ['not_found', 'unknown_feed', 'media_not_found', 'unknown_site', 'unknown_route'],
  405: ['method_not_allowed'],
  409: ['idempotency_mismatch', 'idempotency_in_progress', 'version_conflict', 'handle_taken'],
  410: ['gone'],
  411: ['length_required'],
  413: ['body_too_large', 'image_too_large'],
  415: ['unsupported_type'],
  422: ['not_an_image', 'too_many_pixels', 'image_refused', 'prompt_refused', 'text_refused'],
  428: ['precondition_required'],
  429: ['rate_limited', 'too_many_streams'],
  500: ['internal'],
  503: ['overloaded', 'database_unavailable', 'generator_unavailable', 'shutting_down'],
  507: ['storage_full'],
} as const

/** A code that the server may answer with. */
export type ProblemCode = (typeof codesByStatus)[keyof typeof codesByStatus][number]

/** Tells whether a code is one that this version knows. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.values<readonly string[]>(codesByStatus).some((codes) => codes.includes(code))
}

/** Gives the code that stands for every other of its status; undefined for a status that the wire does not use. */
export function codeOfStatus(status: number): ProblemCode | undefined {
  return Object.hasOwn(codesByStatus, status) ? codesByStatus[status as keyof typeof codesByStatus][0] : undefined
}

/** Codes that stand only in `Generation.error`. */
export const generationCodes = [
  'provider_refused',
  'provider_rate_limited',
  'provider_failed',
  'bad_output',
  'interrupted',
  'timed_out',
] as const

/** A code that stands in `Generation.error` only. */
export type GenerationErrorCode = (typeof generationCodes)[number]
