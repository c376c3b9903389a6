import type { Limits } from '@ai-feed/protocol'
import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { OwnDecisions } from './account-ports.js'
import { setUserState } from './accounts/user-state.js'
import type { CursorKeys } from './database/cursor.js'
import type { Schema } from './database/schema.js'
import { moderationRoutes } from './decisions/moderation-routes.js'
import { createOwnDecisions } from './decisions/own-decisions.js'
import { sweepRemovals } from './decisions/sweep-removals.js'
import { createDeleteAccount } from './erasure/delete-account.js'
import { eraseDeletedUsers } from './erasure/erase-user.js'
import { boundExports } from './exports/bound-exports.js'
import { createExportAccount } from './exports/export-account.js'
import { endGenerations, endGenerationsWithin } from './generations/end-generations.js'
import type { KnownKeys } from './http/known-keys.js'
import type { AppEnv } from './http/request-context.js'
import type { Log } from './log.js'
import type { DeleteAccount, ExportAccount, Notify, Publish } from './ports.js'
import type { ReadLargestSource } from './rights-ports.js'
import { erasePost, postDecisions } from './posts/decide-post.js'
import { forgetMention } from './posts/forget-mention.js'
import { reportRoutes } from './reports/report-routes.js'

export interface RightsOptions {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly keys: CursorKeys
  readonly log: Log
  readonly clock: () => number
  readonly publicUrl: string
  readonly publish: Publish
  readonly notify: Notify
  readonly readLargestSource: ReadLargestSource
  readonly knownKeys: KnownKeys
}

/** Reports and decisions about them, export and deletion of accounts. */
export interface Rights {
  /** For users with a session. */
  readonly routes: Hono<AppEnv>
  /** For programs with a moderator's key; they come before sessions are looked at. */
  readonly moderatorRoutes: Hono<AppEnv>
  readonly exportAccount: ExportAccount
  readonly deleteAccount: DeleteAccount
  readonly ownDecisions: OwnDecisions
  /** Finishes deletions that were cut, and removals against which nobody can appeal any more. Safe to run in several processes. */
  sweep(signal: AbortSignal): Promise<unknown>
}

/** Wires reports, decisions, export and erasure together; a part of the composition root. */
export function createRights(options: RightsOptions): Rights {
  const { db, limits, keys, log, clock, publicUrl, publish, notify, readLargestSource, knownKeys } = options
  const erasure = {
    db,
    log,
    publish,
    erasePost,
    forgetMention,
    endGenerations: (user: { siteId: string; userId: string }) => endGenerations(db, user),
  }
  return {
    routes: reportRoutes({ db, limits }),
    moderatorRoutes: moderationRoutes({
      db,
      limits,
      keys,
      publish,
      knownKeys,
      posts: postDecisions,
      erasePost,
      setUserState,
      tell: notify.tell,
      endGenerations: endGenerationsWithin,
    }),
    exportAccount: boundExports(createExportAccount({ db, publicUrl, readLargestSource, clock }), limits),
    deleteAccount: createDeleteAccount(erasure),
    ownDecisions: createOwnDecisions({ db, limits }),
    async sweep(signal) {
      await eraseDeletedUsers(erasure, signal)
      await sweepRemovals(erasure, limits.appealDays, signal)
    },
  }
}
