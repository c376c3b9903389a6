import assert from 'node:assert/strict'
import * as v from 'valibot'
import { routes, userSchema } from '@ai-feed/protocol'
import type { Problem, User } from '@ai-feed/protocol'
import { signUp } from './sign-in.ts'
import type { TestUser } from './sign-in.ts'
import { testOrigins } from './test-server.ts'
import type { TestServer } from './test-server.ts'

/** What one user can be to another. */
export type Relation = 'followers' | 'blocks' | 'mutes'

/** Signs users up on the default site, by handle. */
export async function signUpAll<const H extends string>(
  server: TestServer,
  handles: readonly H[],
): Promise<Record<H, TestUser>> {
  const users: [H, TestUser][] = []
  for (const handle of handles) users.push([handle, await signUp(server, { handle, origin: testOrigins[0] })])
  return Object.fromEntries(users) as Record<H, TestUser>
}

/** Follows, blocks or mutes, or takes it back; fails unless the server takes it. */
export async function relate(user: TestUser, kind: Relation, other: TestUser, isOn = true): Promise<User> {
  const response = await user.fetch(routes.relation(other.handle, kind), { method: isOn ? 'PUT' : 'DELETE' })
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  return v.parse(userSchema, body)
}

/** Reads a profile as a user or as everybody; undefined where there is none for them. */
export async function readUser(reader: TestUser | TestServer, handle: string): Promise<User | undefined> {
  const path = routes.user(handle)
  const response = await ('fetch' in reader ? reader.fetch(`${path}?viewer=me`) : reader.get(path))
  const body: unknown = await response.json()
  if (response.status === 200) return v.parse(userSchema, body)
  assert.equal((body as Problem).code, 'not_found')
  return undefined
}
