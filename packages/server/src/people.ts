import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { CursorKeys } from './database/cursor.js'
import type { Schema } from './database/schema.js'
import type { AppEnv } from './http/request-context.js'
import type { LoadUser, LoadUserRefs, LoadUsers, Notify, Publish } from './ports.js'
import { followListRoutes } from './relations/follow-list-routes.js'
import { relationRoutes } from './relations/relation-routes.js'
import { silencedRoutes } from './relations/silenced-routes.js'
import { userRoutes } from './users/user-routes.js'

/** What profiles and relations are made from. */
export interface PeopleOptions {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly limits: Limits
  readonly users: {
    readonly loadUser: LoadUser
    readonly loadUsers: LoadUsers
    readonly loadUserRefs: LoadUserRefs
  }
  readonly notify: Notify
  readonly publish: Publish
}

/** Wires profiles, and what people are to each other, together; a part of the composition root. */
export function createPeople({ db, keys, limits, users, notify, publish }: PeopleOptions): Hono<AppEnv> {
  const { loadUser, loadUsers, loadUserRefs } = users
  return new Hono<AppEnv>()
    .route('/', userRoutes({ db, limits, loadUser, loadUserRefs }))
    .route('/', relationRoutes({ db, limits, notify, loadUser, publish }))
    .route('/', followListRoutes({ db, keys, limits, loadUsers }))
    .route('/', silencedRoutes({ db, keys, limits, loadUserRefs }))
}
