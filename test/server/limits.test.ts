import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits, Problem, ProblemCode } from '@ai-feed/protocol'
import { gradient } from '../support/pictures.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** Small, and none like its default, so that only a server that reads them can hold them. */
const small = {
  jsonBodyBytes: 3_000,
  headerBytes: 8_192,
  textGraphemes: 40,
  textBytes: 200,
  promptCharacters: 30,
  altGraphemes: 10,
  nameGraphemes: 5,
  bioGraphemes: 6,
  topicCharacters: 7,
  mediaPerPost: 1,
  tagsPerPost: 2,
  mentionsPerPost: 2,
  linksPerPost: 1,
  pageItems: 9,
  mutedWords: 2,
  mutedWordCharacters: 4,
  reportReasonCharacters: 8,
  followsPerUser: 0,
  blocksPerUser: 0,
  mutesPerUser: 0,
  feedsPerStream: 1,
  searchesPerMinute: 1,
  searchCharacters: 20,
  searchWords: 3,
  completionCharacters: 6,
  reportsPerMinute: 1,
  streamsPerUser: 1,
  streamsPerIp: 3,
  streamsPerProcess: 5,
  uploadBytes: 20_000,
  uploadPixels: 5_000,
  uploadSidePixels: 300,
  uploadAspect: 3,
  uploadBytesPerUser: 100,
  generationsRunningPerUser: 0,
  sizes: ['1024x1024'],
  formats: ['image/png'],
} as const satisfies Partial<Limits>

/** Takes one too many. */
type Excess = readonly [ProblemCode, (user: TestUser, server: TestServer) => Promise<Response>]

const json = (method: string, path: string, value: unknown) => (user: TestUser) =>
  user.fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) })
const post = (value: object): Excess => ['invalid_field', json('POST', '/v1/posts', { text: 'a', ...value })]
const me = (value: object): Excess => ['invalid_field', json('PATCH', '/v1/me', value)]
const relate = (kind: string): Excess => [
  'invalid_field',
  (user) => user.fetch(`/v1/users/other/${kind}/me`, { method: 'PUT' }),
]
const upload = (code: ProblemCode, body: () => Promise<Buffer>): Excess => [
  code,
  async (user) => user.fetch('/v1/media', { method: 'POST', body: new Uint8Array(await body()) }),
]
const draw = (value: object) => json('POST', '/v1/generations', { prompt: 'a sea', ...value })
const twice =
  (ask: Excess[1]): Excess[1] =>
  async (user, server) => {
    await (await ask(user, server)).body?.cancel()
    return ask(user, server)
  }
const picture = (width: number, height: number) => () => gradient(width, height).png().toBuffer()
const report = json('POST', '/v1/reports', { user: 'other', category: 'spam', reason: 'x', goodFaith: true })
const media = { id: '00000000-0000-4000-8000-000000000000', alt: '' }
const stream = (count: number): Excess => [
  'too_many_streams',
  async (user, server) => {
    const opened = Array.from({ length: count }, () => user.fetch('/v1/events'))
    const answers = await Promise.all([...opened, ...[1, 2, 3].map(() => server.get('/v1/events?feed=explore'))])
    const refused = answers.find(({ status }) => status === 429)
    await Promise.all(answers.filter((answer) => answer !== refused).map(async ({ body }) => body?.cancel()))
    return refused ?? new Response('{}')
  },
]

const excesses: Partial<Record<keyof Limits, Excess>> = {
  jsonBodyBytes: ['body_too_large', json('POST', '/v1/posts', { text: 'a'.repeat(3_000) })],
  headerBytes: ['bad_request', (_, server) => server.get('/healthz', { headers: { 'X-Long': 'x'.repeat(9_000) } })],
  textGraphemes: post({ text: 'a'.repeat(41) }),
  textBytes: post({ text: '👨‍👩‍👧‍👦'.repeat(9) }),
  promptCharacters: ['invalid_field', draw({ prompt: 'a'.repeat(31) })],
  altGraphemes: post({ media: [{ ...media, alt: 'a'.repeat(11) }] }),
  nameGraphemes: me({ name: 'a'.repeat(6) }),
  bioGraphemes: me({ bio: 'a'.repeat(7) }),
  topicCharacters: post({ topic: 'a'.repeat(8) }),
  mediaPerPost: post({ media: [media, { ...media, id: '10000000-0000-4000-8000-000000000000' }] }),
  tagsPerPost: post({ text: '#aa #bb #cc' }),
  mentionsPerPost: post({ text: '@aaa @bbb @ccc' }),
  linksPerPost: post({ text: 'http://a.example http://b.example' }),
  pageItems: ['invalid_field', (_, server) => server.get('/v1/feeds/explore?limit=10')],
  mutedWords: me({ mutedWords: ['aa', 'bb', 'cc'] }),
  mutedWordCharacters: me({ mutedWords: ['aaaaa'] }),
  reportReasonCharacters: [
    'invalid_field',
    json('POST', '/v1/reports', { user: 'other', category: 'spam', reason: 'a'.repeat(9), goodFaith: true }),
  ],
  followsPerUser: relate('followers'),
  blocksPerUser: relate('blocks'),
  mutesPerUser: relate('mutes'),
  feedsPerStream: ['bad_request', (_, server) => server.get('/v1/events?feed=explore&feed=tag:a')],
  searchCharacters: ['invalid_field', (_, server) => server.get(`/v1/feeds/search?q=${'a'.repeat(21)}`)],
  searchWords: ['invalid_field', (_, server) => server.get('/v1/feeds/search?q=a+%22b+c%22+d+e')],
  completionCharacters: ['invalid_field', (user) => user.fetch('/v1/users?q=abcdefg')],
  searchesPerMinute: ['rate_limited', twice((_, server) => server.get('/v1/feeds/search?q=sea'))],
  reportsPerMinute: ['rate_limited', twice(report)],
  streamsPerUser: stream(2),
  streamsPerIp: stream(1),
  uploadBytes: upload('image_too_large', async () => Buffer.alloc(20_001)),
  uploadPixels: upload('too_many_pixels', picture(100, 60)),
  uploadSidePixels: upload('too_many_pixels', picture(301, 10)),
  uploadAspect: upload('image_refused', picture(80, 20)),
  uploadBytesPerUser: upload('image_too_large', picture(70, 70)),
  formats: upload('not_an_image', () => gradient(10, 10).jpeg().toBuffer()),
  sizes: ['size_not_offered', draw({ size: '1536x1024' })],
  generationsRunningPerUser: ['rate_limited', draw({})],
}

/** Held by other tests under other names: times that nobody can wait for here, and what no request reaches alone. */
const elsewhere: Partial<Record<keyof Limits, string>> = {
  appealDays: 'appeals',
  appealReasonCharacters: 'appeals',
  notificationDays: 'notify',
  streamBufferBytes: 'stream-reader',
  outgoingTimeoutSeconds: 'guarded-fetch-hostile',
  outgoingBytes: 'guarded-fetch-hostile',
  outgoingRedirects: 'guarded-fetch-hostile',
  accountSessionMinutes: 'account-guard',
  freshSignInMinutes: 'account-guard',
  inviteDays: 'account-links',
  resetHours: 'account-links',
  requestsRunning: 'admission',
  requestsWaiting: 'admission',
  unattachedMediaDays: 'media-sweeps',
  sourceWidths: 'images',
}

describe('limits', () => {
  let server: TestServer
  let user: TestUser
  before(async () => {
    server = await startTestServer({ limits: small })
    user = await signUp(server, { handle: 'one', origin: testOrigins[0] })
    await signUp(server, { handle: 'other', origin: testOrigins[0] })
  })
  after(() => server.close())

  it('are published as they are held', async () => {
    const published = (await (await server.get('/v1/limits')).json()) as Limits

    assert.deepEqual(published, { ...defaultLimits, ...small })
  })

  for (const [name, [code, ask]] of Object.entries(excesses)) {
    it(`answer one more than ${name} with ${code}, and a time to come back where that helps`, async () => {
      const answer = await ask(user, server)
      const problem = (await answer.json()) as Problem

      assert.equal(problem.code, code, problem.detail)
      assert.equal(Number(answer.headers.get('Retry-After')) > 0, answer.status === 429)
      assert.equal(problem.retryAfter !== undefined, answer.status === 429)
    })
  }

  it('are each held by a test: here, in a file that names them, or where this file says', () => {
    const words = globSync('test/{server,protocol}/*.test.ts').map((file) => readFileSync(file, 'utf8'))
    const isNamed = (name: string): boolean => words.some((text) => new RegExp(`\\b${name}:`).test(text))
    const files = Object.values(elsewhere).map((name) => `test/server/${name}.test.ts`)

    assert.deepEqual(
      Object.keys(defaultLimits).filter((name) => !(name in excesses) && !(name in elsewhere) && !isNamed(name)),
      [],
    )
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    )
  })
})
