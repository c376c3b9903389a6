import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { CursorKeys } from './database/cursor.js'
import type { Schema } from './database/schema.js'
import type { AppEnv } from './http/request-context.js'
import type { LoadMedia, LoadUser, LoadUserRefs, Notify, Publish } from './ports.js'
import { parseText } from './posts/parse-text.js'
import { followListRoutes } from './relations/follow-list-routes.js'
import { relationRoutes } from './relations/relation-routes.js'
import { createLoadUsers } from './users/load-users.js'
import { userRoutes } from './users/user-routes.js'

/** What profiles and relations are made from. */
export interface PeopleOptions {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly limits: Limits
  readonly loadMedia: LoadMedia
  readonly notify: Notify
  readonly publish: Publish
}

/** Profiles, and what people are to each other, wired together. */
export interface People {
  readonly routes: Hono<AppEnv>
  readonly loadUser: LoadUser
  readonly loadUserRefs: LoadUserRefs
}

/** Wires profiles and relations together; a part of the composition root. */
export function createPeople({ db, keys, limits, loadMedia, notify, publish }: PeopleOptions): People {
  const { loadUser, loadUsers, loadUserRefs } = createLoadUsers({ db, loadMedia, parseText })
  const routes = new Hono<AppEnv>()
    .route('/', userRoutes({ db, limits, loadUser, loadUserRefs }))
    .route('/', relationRoutes({ db, limits, notify, loadUser, publish }))
    .route('/', followListRoutes({ db, keys, limits, loadUsers }))
  return { routes, loadUser, loadUserRefs }
}
