import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { otherRoutes, routes } from '@ai-feed/protocol'
import type { Problem } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { deleteUser } from '../../packages/server/dist/erasure/delete-user.js'
import { signUpAll } from '../support/people.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** What each operation asks of a session: nothing, not even a look at it; a good one or none; a scope; or a moderator's key. */
const needs: Readonly<Record<string, 'nothing' | 'any' | 'read' | 'write' | 'generate' | 'account' | 'moderator'>> = {
  'GET /healthz': 'nothing',
  'GET /readyz': 'nothing',
  'GET /media/{id}/{file}': 'nothing',
  'GET /v1/limits': 'nothing',
  'GET /v1/feeds/{feed}': 'any',
  'GET /v1/events': 'any',
  'GET /v1/posts/{id}': 'any',
  'GET /v1/users/{handle}': 'any',
  'GET /v1/users/{handle}/followers': 'any',
  'GET /v1/users/{handle}/following': 'any',
  'GET /v1/users': 'read',
  'GET /v1/me': 'read',
  'GET /v1/me/blocks': 'read',
  'GET /v1/me/mutes': 'read',
  'GET /v1/notifications': 'read',
  'POST /v1/media': 'write',
  'POST /v1/posts': 'write',
  'PATCH /v1/posts/{id}': 'write',
  'DELETE /v1/posts/{id}': 'write',
  'GET /v1/posts/{id}/edits': 'write',
  'PUT /v1/posts/{id}/likes/me': 'write',
  'DELETE /v1/posts/{id}/likes/me': 'write',
  'PUT /v1/posts/{id}/reposts/me': 'write',
  'DELETE /v1/posts/{id}/reposts/me': 'write',
  'PUT /v1/posts/{id}/bookmarks/me': 'write',
  'DELETE /v1/posts/{id}/bookmarks/me': 'write',
  'PUT /v1/users/{handle}/followers/me': 'write',
  'DELETE /v1/users/{handle}/followers/me': 'write',
  'PUT /v1/users/{handle}/blocks/me': 'write',
  'DELETE /v1/users/{handle}/blocks/me': 'write',
  'PUT /v1/users/{handle}/mutes/me': 'write',
  'DELETE /v1/users/{handle}/mutes/me': 'write',
  'PATCH /v1/me': 'write',
  'PUT /v1/notifications/marker': 'write',
  'POST /v1/reports': 'write',
  'POST /v1/generations': 'generate',
  'GET /v1/generations': 'generate',
  'GET /v1/generations/{id}': 'generate',
  'GET /v1/generations/{id}/events': 'generate',
  'DELETE /v1/generations/{id}': 'generate',
  'DELETE /v1/me': 'account',
  'GET /v1/me/export': 'account',
  'GET /v1/moderation/reports': 'moderator',
  'GET /v1/moderation/reports/{id}': 'moderator',
  'GET /v1/moderation/appeals': 'moderator',
  'GET /v1/moderation/appeals/{id}': 'moderator',
  'GET /v1/moderation/decisions': 'moderator',
  'POST /v1/moderation/decisions': 'moderator',
}

/** Paths that sign-in answers. */
const signInPath = '/oauth/'

describe('what an operation asks of a session', () => {
  let server: TestServer
  let sessions: Record<'reader' | 'writer' | 'painter' | 'expired' | 'revoked' | 'suspended' | 'deleted', TestUser>
  const scopes = { reader: 'read', writer: 'write', painter: 'generate' } as const
  before(async () => {
    server = await startTestServer({
      limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100, unknownKeysPerIpMinute: 10_000 },
    })
    const names = ['reader', 'writer', 'painter', 'expired', 'revoked', 'suspended', 'deleted'] as const
    const users = await signUpAll(
      server,
      names.map((name) => `${name}_one`),
    )
    sessions = Object.fromEntries(names.map((name) => [name, users[`${name}_one`]])) as typeof sessions
    for (const [name, scope] of Object.entries(scopes)) {
      await setToken(
        sessions[name as keyof typeof scopes],
        sql`payload = jsonb_set(payload, '{scope}', to_jsonb(${scope}::text))`,
      )
    }
    await setToken(sessions.expired, sql`expires_at = now() - interval '1 second'`)
    await sessions.revoked.signOut()
    await setUserState(server.db, 'default', 'suspended_one', 'suspended')
    await server.db.transaction().execute((trx) => deleteUser(trx, 'default', sessions.deleted.userId))
  })
  after(() => server.close())

  const setToken = (user: TestUser, change: ReturnType<typeof sql>): Promise<unknown> =>
    sql`update oidc set ${change} where model = 'AccessToken' and user_id = ${user.userId}`.execute(server.db)

  /** Asks for something that is not there, as the one who is signed in. @returns the code of the refusal, if it is one. */
  const codeOf = async (name: string, session: TestUser | undefined): Promise<string> => {
    const [method = '', path = ''] = name.split(' ')
    const query = name === 'GET /v1/events' ? '?feed=explore' : needs[name] === 'any' && session ? '?viewer=me' : ''
    const address = path.replaceAll(/\{\w+\}/g, 'anything') + query
    const headers = { 'Idempotency-Key': newKey() }
    const answer = await (session
      ? session.fetch(address, { method, headers })
      : server.get(address, { method, headers }))
    if (!answer.headers.get('Content-Type')?.includes('problem')) {
      await answer.body?.cancel()
      return 'none'
    }
    return ((await answer.json()) as Problem).code
  }

  it('is written down here for each of them, and each route of the wire is one', async () => {
    const { paths } = (await (await server.get('/openapi.json')).json()) as { paths: Record<string, object> }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    assert.deepEqual(operations.toSorted(), Object.keys(needs).toSorted())

    const kinds = ['likes', 'reposts', 'bookmarks', 'followers', 'blocks', 'mutes']
    const patterns = Object.keys(paths).map((path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`))
    for (const route of Object.values({ ...routes, ...otherRoutes }) as ((...parts: string[]) => string)[]) {
      const addresses = kinds.map((kind) => (route.length < 2 ? route(kind) : route('anything', kind)))
      const isDescribed = addresses.some((address) => patterns.some((pattern) => pattern.test(address)))
      assert.ok(isDescribed || addresses.every((address) => address.startsWith(signInPath)), addresses[0])
    }
  })

  it('is refused to nobody at all where it needs somebody', async () => {
    for (const [name, need] of Object.entries(needs)) {
      const code = await codeOf(name, undefined)
      if (need === 'nothing' || need === 'any') assert.doesNotMatch(code, /^(sign_in|token|scope)/, name)
      else assert.equal(code, 'sign_in_required', name)
    }
  })

  for (const [state, refusal] of [
    ['expired', 'token_expired'],
    ['revoked', 'token_invalid'],
    ['suspended', 'suspended'],
    ['deleted', 'token_invalid'],
  ] as const) {
    it(`is refused to one that is ${state}, open reads too`, async () => {
      for (const [name, need] of Object.entries(needs)) {
        const code = await codeOf(name, sessions[state])
        if (need === 'nothing') assert.doesNotMatch(code, /^(sign_in|token|scope|suspended)/, name)
        else assert.equal(code, need === 'moderator' ? 'sign_in_required' : refusal, name)
      }
    })
  }

  for (const [session, scope] of Object.entries(scopes)) {
    it(`is no more than its own scope: ${scope}`, async () => {
      for (const [name, need] of Object.entries(needs)) {
        const code = await codeOf(name, sessions[session as keyof typeof scopes])
        const wanted = need === 'any' ? 'read' : need
        if (need === 'moderator') assert.equal(code, 'sign_in_required', name)
        else if (need === 'nothing' || wanted === scope) assert.doesNotMatch(code, /^(sign_in|token|scope)/, name)
        else assert.equal(code, 'scope_missing', name)
      }
    })
  }
})
