import type { AiPreferences } from '@ai-feed/protocol'

/** Says in HTTP headers what machines may do with an answer: AIPREF `Content-Usage` (draft-ietf-aipref-attach), the TDM
 *  Reservation Protocol, and the older `X-Robots-Tag`. Silence counts as no. With several sets, as in a feed, the strictest holds. */
export function consentHeaders(preferences: readonly Pick<AiPreferences, 'training'>[]): Record<string, string> {
  const isAllowed = preferences.length > 0 && preferences.every(({ training }) => training === 'allow')
  if (isAllowed) return { 'Content-Usage': 'train-ai=y', 'TDM-Reservation': '0' }
  return { 'Content-Usage': 'train-ai=n', 'TDM-Reservation': '1', 'X-Robots-Tag': 'noai, noimageai' }
}
