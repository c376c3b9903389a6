import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Me, Problem } from '@ai-feed/protocol'
import { routes } from '@ai-feed/protocol'
import { sendEdit } from '../support/edits.ts'
import { createHostSite } from '../support/host-site.ts'
import { startModerationWire } from '../support/moderation-wire.ts'
import type { ModerationWire } from '../support/moderation-wire.ts'
import { signUpAll } from '../support/people.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { isRelay, testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { createSessionKey } from '../support/session-key.ts'
import { newKey, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('words that are published', () => {
  let wire: ModerationWire
  let server: TestServer
  let anna: TestUser
  before(async () => {
    wire = await startModerationWire()
    server = await startTestServer({ config: { moderation: { url: wire.url } } })
    ;({ anna } = await signUpAll(server, ['anna']))
  })
  beforeEach(() => wire.judgeBy(({ input }) => (JSON.stringify(input).includes('vile') ? ['hate'] : [])))
  after(async () => {
    await server.close()
    await wire.close()
  })

  const send = (body: object, key = newKey()): Promise<Response> =>
    anna.fetch(routes.posts(), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
    })
  const change = (body: object): Promise<Response> =>
    anna.fetch('/v1/me', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const problemOf = async (answer: Response): Promise<[number, string, string | undefined]> => {
    const { code, errors } = (await answer.json()) as Problem
    return [answer.status, code, errors?.[0]?.path]
  }
  const upload = async (): Promise<string> => {
    const body = new Uint8Array(await gradient(40, 30).png().toBuffer())
    return ((await (await anna.fetch('/v1/media', { method: 'POST', body })).json()) as { id: string }).id
  }

  it('are judged in posts, comments and alt texts, and are stored nowhere when they are refused', async () => {
    const { id } = await writePost(anna, { text: 'kind words' })
    const media = await upload()

    assert.deepEqual(await problemOf(await send({ text: 'vile words' })), [422, 'text_refused', 'text'])
    assert.deepEqual(await problemOf(await send({ text: 'vile', commentOn: id })), [422, 'text_refused', 'text'])
    const withAlt = await send({ media: [{ id: media, alt: 'vile' }] })
    assert.deepEqual(await problemOf(withAlt), [422, 'text_refused', 'media.0.alt'])
    const { posts } = await server.db
      .selectFrom('posts')
      .select((eb) => eb.fn.countAll().as('posts'))
      .executeTakeFirstOrThrow()
    assert.equal(Number(posts), 1)
  })

  it('are judged when they change a post, and not once they stand there', async () => {
    const post = await writePost(anna, { text: 'before' })

    assert.deepEqual(await problemOf(await sendEdit(anna, post, { text: 'vile' })), [422, 'text_refused', 'text'])
    assert.equal((await readPost(anna, post.id)).text[0]?.text, 'before')
    wire.judgeBy(() => ['hate'])
    assert.equal((await sendEdit(anna, post, { text: 'before' })).status, 200)
    assert.equal((await sendEdit(anna, post, { commentPolicy: 'nobody' })).status, 200)
  })

  it('are judged in names and bios', async () => {
    assert.deepEqual(await problemOf(await change({ name: 'Vile vile' })), [422, 'text_refused', 'name'])
    assert.deepEqual(await problemOf(await change({ bio: 'so vile' })), [422, 'text_refused', 'bio'])

    assert.equal(((await (await change({ name: 'Anna', bio: 'kind' })).json()) as Me).name, 'Anna')
  })

  it('are not published while nobody answers, and the client is asked to try again', async () => {
    const post = await writePost(anna, { text: 'stands' })
    const media = await upload()
    wire.judgeBy(() => 500)

    for (const answer of [
      await send({ text: 'fine' }),
      await sendEdit(anna, post, { text: 'finer' }),
      await change({ name: 'Ann' }),
    ]) {
      assert.ok(Number(answer.headers.get('Retry-After')) > 0)
      assert.deepEqual((await problemOf(answer)).slice(0, 2), [503, 'overloaded'])
    }
    // Without words there is nothing to judge: the picture was judged when it came.
    assert.equal((await send({ media: [{ id: media, alt: '' }] })).status, 201)
  })

  it('stay published when their request comes again, whatever is thought of them since', async () => {
    const key = newKey()
    const first = (await (await send({ text: 'once kind' }, key)).json()) as { id: string }
    wire.judgeBy(() => ['hate'])

    const again = await send({ text: 'once kind' }, key)

    assert.deepEqual([again.status, ((await again.json()) as { id: string }).id], [201, first.id])
  })

  it('are judged in the names of new users, whom the form tells so', async () => {
    const browser = createScriptFreeBrowser()
    const request = writeAuthorizationRequest(server, { origin: testOrigins[0], key: await createSessionKey() })
    const page = await browser.open(request.url.href)
    const form = await browser.open(`${page.url.href}/sign-up`)
    const typed = { handle: 'berta', password: testPassword }

    const refused = await browser.submit(form, 'Create account', { ...typed, name: 'Vile vile' })
    wire.judgeBy(() => 500)
    const { length } = server.logs
    const unchecked = await browser.submit(form, 'Create account', { ...typed, name: 'Berta' })
    const made = await browser.submit(form, 'Create account', typed)

    assert.match(refused.html, /This name is not allowed here/)
    assert.match(unchecked.html, /cannot be checked right now/)
    assert.ok(server.logs.slice(length).some(({ event, level }) => event === 'moderation.failed' && level === 'warn'))
    assert.equal(isRelay(made), true)
  })

  it('are left out where a host says them of its users, who come in all the same', async () => {
    const host = await createHostSite(server, { siteId: 'other' })
    const answer = await host.trade(await host.vouch('user-7', { claims: { name: 'A vile host' } }))

    assert.equal(answer.status, 200)
    const made = await server.db.selectFrom('users').select('name').where('sso_sub', '=', 'user-7').execute()
    assert.deepEqual(made, [{ name: '' }])
  })
})
