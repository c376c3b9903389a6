import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { problemCodes } from '@ai-feed/protocol'
import type { Problem, ProblemCode } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { sometimes, valuesOf, violations } from '../support/json-schema.ts'
import type { JsonSchema } from '../support/json-schema.ts'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

interface Parameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly schema: JsonSchema
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>
interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters?: readonly Parameter[]
  readonly security?: readonly { readonly oauth?: readonly string[] }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
interface Request {
  /** Method and path of its operation. */
  readonly name: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** Scopes that an operation asks for; undefined where everybody may ask. */
const scopesOf = ({ security }: Operation): readonly string[] | undefined =>
  security?.length && security.every(({ oauth }) => oauth !== undefined)
    ? security.flatMap(({ oauth = [] }) => oauth)
    : undefined

/** As it stands in an address. */
const writeText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()

describe('every operation of /openapi.json', () => {
  let server: TestServer
  let anna: TestUser
  let berta: TestUser
  let operations: ReadonlyMap<string, Operation>
  /** Values that mean something, by the names of parameters. */
  let familiar: Readonly<Record<string, readonly string[]>>
  let problem: JsonSchema
  let picture: Uint8Array<ArrayBuffer>
  before(async () => {
    const many = 1_000_000
    server = await startTestServer({
      limits: {
        writesPerUser5Min: many,
        searchesPerMinute: many,
        uploadsPerUserHour: many,
        generationsPerNewUserDay: 2,
      },
    })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    berta = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    const posts = [
      await writePost(anna, { text: 'Hello #sea' }),
      await writePost(berta, { text: 'Good evening @anna' }),
    ]
    picture = new Uint8Array(await gradient(40, 30).png().toBuffer())
    const media = (await (await anna.fetch('/v1/media', { method: 'POST', body: picture })).json()) as { id: string }
    const prompt = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"prompt":"a lighthouse"}',
    }
    const generation = (await (await anna.fetch('/v1/generations', prompt)).json()) as { id: string }
    const ids = posts.map(({ id }) => id)
    familiar = {
      id: [...ids, media.id, generation.id],
      feed: [
        ...[
          'explore',
          'for-you',
          'home',
          'likes',
          'bookmarks',
          'user:berta',
          'tag:sea',
          'topic:x',
          'search',
          'search:sea',
        ],
        ...ids.flatMap((id) => [`comments:${id}`, `remixes:${id}`, `lineage:${id}`]),
      ],
      q: ['sea', '"good evening" @anna'],
      handle: ['anna', 'berta'],
      site: ['default', 'other'],
      viewer: ['me'],
      limit: ['1', '100'],
      'If-Match': ['"1"'],
      around: ids,
      file: ['40.webp'],
      body: [...ids, media.id, 'Good evening #sea'],
    }

    const document = (await (await server.get('/openapi.json')).json()) as {
      paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
      components: { responses: { Problem: { content: Content } } }
    }
    problem = document.components.responses.Problem.content['application/problem+json']!.schema
    operations = new Map(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([word, operation]) => {
          const method = word.toUpperCase()
          return [`${method} ${path}`, { ...operation, path, method }]
        }),
      ),
    )
  })
  after(() => server.close())

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

  const valueOf = ({ in: place, name, schema, required }: Parameter): fc.Arbitrary<readonly string[]> => {
    const texts = valuesOf(schema, familiar['body'] ?? []).map((value) => [value].flat().map(writeText))
    const words = familiar[name]
    const values = words
      ? fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...words.map((word) => [word])) },
          { weight: 1, arbitrary: texts },
        )
      : texts
    // In a path, `.` and `..` would lead elsewhere.
    if (place === 'path') return values.filter(([text = '']) => !/^\.*$/.test(text))
    return required ? values : sometimes(values).map((given) => given ?? [])
  }

  const requestsOf = ([name, operation]: readonly [string, Operation]): fc.Arbitrary<Request> => {
    const { method, path, parameters = [], requestBody } = operation
    const values = fc.tuple(...parameters.map(valueOf))
    const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
    return fc.tuple(values, bodiesOf(type, content?.schema)).map(([given, body]) => {
      const query = new URLSearchParams()
      const headers: Record<string, string> = { ...(type === 'application/json' && { 'Content-Type': type }) }
      let address = path
      for (const [index, parameter] of parameters.entries()) {
        for (const text of given[index] ?? []) {
          if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, () => encodeURIComponent(text))
          else if (parameter.in === 'query') query.append(parameter.name, text)
          else headers[parameter.name] = text.replaceAll(/[^!-~]/g, '')
        }
      }
      const search = query.size === 0 ? '' : `?${query.toString()}`
      return { name, path: address + search, headers, ...(method !== 'GET' && body !== undefined && { body }) }
    })
  }

  const bodiesOf = (type: string | undefined, schema: JsonSchema | undefined): fc.Arbitrary<Request['body']> => {
    if (type === undefined || !schema) return fc.constant(undefined)
    if (type !== 'application/json')
      return fc.constantFrom(picture, picture.slice(0, 60), new TextEncoder().encode('<svg/>'))
    const json = (values: fc.Arbitrary<unknown>): fc.Arbitrary<string> => values.map((value) => JSON.stringify(value))
    return fc.oneof(
      { weight: 5, arbitrary: json(valuesOf(schema, familiar['body'] ?? [])) },
      {
        weight: 1,
        arbitrary: json(
          fc
            .tuple(valuesOf(schema, familiar['body'] ?? []), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }))
            .map(([own, more]) => ({ ...(own as object), ...more })),
        ),
      },
      { weight: 1, arbitrary: json(fc.jsonValue()) },
      { weight: 1, arbitrary: fc.string() },
    )
  }

  it('answers what it says it does to whatever it is asked, and never fails itself', async () => {
    const requests = fc.constantFrom(...operations).chain(requestsOf)
    const readers = fc.constantFrom('nobody', 'anna', 'anna')
    await fc.assert(
      fc.asyncProperty(requests, readers, async ({ name, path, ...init }, reader) => {
        const operation = operations.get(name)!
        const ask = reader === 'anna' ? anna.fetch : server.get
        const response = await ask(path, { ...init, method: operation.method })
        if (reader !== 'nobody' || !scopesOf(operation)) await check(operation, response)
        // The site comes before the session: it says where to sign in.
        else assert.match((await refusalOf(response)) ?? '', /^(sign_in_required|unknown_site)$/)
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
