import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { problemCodes } from '@ai-feed/protocol'
import type { Problem, ProblemCode } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { violations } from '../support/json-schema.ts'
import type { JsonSchema } from '../support/json-schema.ts'
import { makeFamiliar } from '../support/familiar-values.ts'
import { isForModerators, operationsOf, requestsOf, scopesOf } from '../support/random-requests.ts'
import type { Content, Familiar, Operation, RandomRequest } from '../support/random-requests.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** They refuse nobody. */
const neverRefused = ['GET /healthz', 'GET /readyz', 'GET /v1/limits']
/** They are open on the server's own pages alone. */
const neverAccepted = ['DELETE /v1/me', 'GET /v1/me/export']

type Reader = 'nobody' | 'anna' | 'moderator'

describe('every operation of /openapi.json', () => {
  let server: TestServer
  let anna: TestUser
  let berta: TestUser
  let key: string
  let operations: ReadonlyMap<string, Operation>
  let problem: JsonSchema
  before(async () => {
    const many = 1_000_000
    server = await startTestServer({
      limits: {
        writesPerUser5Min: many,
        searchesPerMinute: many,
        uploadsPerUserHour: many,
        reportsPerMinute: many,
        // Each is drawn.
        generationsPerNewUserDay: 3,
      },
    })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    berta = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    key = (await addModerator(server.db, 'default', 'desk')) ?? ''
    const document = (await (await server.get('/openapi.json')).json()) as Parameters<typeof operationsOf>[0] & {
      components: { responses: { Problem: { content: Content } } }
    }
    problem = document.components.responses.Problem.content['application/problem+json']!.schema
    operations = operationsOf(document)
  })
  after(() => server.close())

  const familiarNow = (): Promise<Familiar> => makeFamiliar(server, { anna, berta, key })

  const refusalOf = async (response: Response): Promise<ProblemCode> => {
    const value = (await response.json()) as Problem
    assert.deepEqual(violations(problem, value), [])
    assert.equal(response.headers.get('Content-Type'), 'application/problem+json')
    assert.ok(Object.hasOwn(problemCodes, value.code), value.code)
    const code = value.code as ProblemCode
    assert.deepEqual([value.status, value.retryable], [response.status, problemCodes[code].retryable])
    assert.equal(response.status, problemCodes[code].status)
    assert.equal(response.headers.has('Retry-After'), response.status === 429 || response.status === 503)
    return code
  }

  /** Reads an answer and says what is wrong with it. */
  const check = async ({ responses }: Operation, response: Response): Promise<void> => {
    const { [response.status]: described } = responses
    assert.ok(response.status < 500, `status is ${response.status}`)
    assert.ok(response.headers.has('X-Request-Id') && response.headers.has('Vary'))
    if (!described) {
      await refusalOf(response)
      return
    }
    const [type = '', content] = Object.entries(described.content ?? {})[0] ?? []
    if (content) assert.equal(response.headers.get('Content-Type'), type)
    if (type === 'application/json') assert.deepEqual(violations(content!.schema, await response.json()), [])
    else await response.body?.cancel()
  }

  /** Sends a request as somebody and checks the answer. @returns its status. */
  const send = async ({ name, path, ...init }: RandomRequest, reader: Reader): Promise<number> => {
    const operation = operations.get(name)!
    const request = { ...init, method: operation.method }
    const authorization = { headers: { ...init.headers, Authorization: `Bearer ${key}` } }
    const response =
      reader === 'anna'
        ? await anna.fetch(path, request)
        : await server.get(path, reader === 'nobody' ? request : { ...request, ...authorization })
    const isOpen = !scopesOf(operation) && !isForModerators(operation)
    if (reader !== 'nobody' || isOpen) await check(operation, response)
    // The site comes before the session: it says where to sign in.
    else assert.match((await refusalOf(response)) ?? '', /^(sign_in_required|unknown_site)$/)
    return response.status
  }
  const readerOf = (name: string): Reader => (isForModerators(operations.get(name)!) ? 'moderator' : 'anna')

  it('is met by a request that it takes and by one that it refuses, as far as it does both', async () => {
    // What others need is deleted last.
    const last = ['DELETE /v1/posts/{id}']
    const entries = [...operations].toSorted(([a], [b]) => last.indexOf(a) - last.indexOf(b))
    let familiar = await familiarNow()
    for (const [at, [name, operation]] of entries.entries()) {
      // Writes may leave nothing of what is known.
      if (at > 0 && entries[at - 1]?.[1].method !== 'GET') familiar = await familiarNow()
      const wanted = new Set(['accepted', 'refused'])
      if (neverRefused.includes(name)) wanted.delete('refused')
      if (neverAccepted.includes(name)) wanted.delete('accepted')
      const requests = fc.sample(requestsOf([name, operation], familiar), 600)
      for (const [index, request] of requests.entries()) {
        const status = await send(request, index % 4 === 3 ? 'nobody' : readerOf(name))
        wanted.delete(status < 400 ? 'accepted' : 'refused')
        if (wanted.size === 0 && index >= 3) break
      }

      assert.deepEqual([...wanted], [], `${name} in ${requests.length} requests`)
    }
    assert.ok(operations.size > 40, `${operations.size} operations`)
  })

  it('answers what it says it does to whatever it is asked, and never fails itself', async () => {
    const familiar = await familiarNow()
    const requests = fc.constantFrom(...operations).chain((operation) => requestsOf(operation, familiar))
    const isNobody = fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
    await fc.assert(
      fc.asyncProperty(requests, isNobody, async (request, isAnonymous) => {
        await send(request, isAnonymous ? 'nobody' : readerOf(request.name))
      }),
      { numRuns: 500, interruptAfterTimeLimit: 8_000 },
    )
  })

  it('that asks for a scope refuses a session without it, before it looks at anything else', async () => {
    await sql`
      update oidc set payload = jsonb_set(payload, '{scope}', '""')
      where model = 'AccessToken' and user_id = ${berta.userId}`.execute(server.db)
    const secured = [...operations.values()].filter(scopesOf)
    assert.ok(secured.length > 10)

    for (const { method, path } of secured) {
      const response = await berta.fetch(path.replaceAll(/\{\w+\}/g, 'anything'), { method })

      assert.equal(await refusalOf(response), 'scope_missing', `${method} ${path}`)
    }
  })
})
