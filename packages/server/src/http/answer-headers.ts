import { crossOriginHeaders } from './cross-origin.js'

/** The headers of every answer but pages, which stay closed to scripts. A route that varies by more says so itself. */
export function answerHeaders(requestId: string): Readonly<Record<string, string>> {
  return { 'X-Request-Id': requestId, ...fixedHeaders }
}

const fixedHeaders = {
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Origin, Authorization',
  ...crossOriginHeaders,
} as const
