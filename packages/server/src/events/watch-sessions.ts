import type { StreamReader } from './stream-reader.js'

/** How the sessions behind open streams are looked up. */
export interface SessionChecks {
  /** The sign-ins among these that still stand. */
  readonly findLiveGrants: (grantIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** The users among these that are suspended or deleted. */
  readonly findInactiveUsers: (userIds: readonly string[]) => Promise<ReadonlySet<string>>
}

const batchSize = 1_000

/** Ends the streams whose token has run out. */
export function endExpired(readers: Iterable<StreamReader>, nowMs: number): void {
  for (const reader of readers) {
    const { viewer } = reader.request
    if (viewer && viewer.tokenExpiresAtMs <= nowMs) reader.end('token_expired')
  }
}

/** Ends the streams whose user was suspended or whose sign-in was revoked. */
export async function endRevoked(readers: Iterable<StreamReader>, checks: SessionChecks): Promise<void> {
  const signedIn = [...readers].filter(({ request }) => request.viewer !== undefined)
  for (let start = 0; start < signedIn.length; start += batchSize) {
    const batch = signedIn.slice(start, start + batchSize)
    const live = await checks.findLiveGrants([
      ...new Set(batch.flatMap(({ request }) => request.viewer?.grantId ?? [])),
    ])
    const gone = batch.filter(({ request }) => request.viewer && !live.has(request.viewer.grantId))
    const userIds = [...new Set(batch.flatMap(({ request }) => request.viewer?.userId ?? []))]
    const inactive = await checks.findInactiveUsers(userIds)
    for (const reader of batch) {
      if (inactive.has(reader.request.viewer?.userId ?? '')) reader.end('suspended')
    }
    for (const reader of gone) reader.end('signed_out')
  }
}
