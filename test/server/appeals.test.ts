import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as v from 'valibot'
import { appealSchema, defaultLimits, otherRoutes, routes } from '@ai-feed/protocol'
import type { Appeal, Decision, Problem } from '@ai-feed/protocol'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { enterAccount } from '../support/account-browser.ts'
import { signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('appeals', () => {
  let server: TestServer
  let anna: TestUser
  let key: string
  let otherKey: string
  before(async () => {
    server = await startTestServer({
      limits: { signUpsPerIpHour: 100, signInsPerIpHour: 100, signInsPerAccount5Min: 100 },
    })
    ;({ anna } = await signUpAll(server, ['anna']))
    key = (await addModerator(server.db, 'default', 'desk')) ?? ''
    otherKey = (await addModerator(server.db, 'other', 'desk')) ?? ''
  })
  after(() => server.close())

  const moderate = (path: string, init: RequestInit = {}, bearer = key): Promise<Response> =>
    server.get(path, { ...init, headers: { Authorization: `Bearer ${bearer}`, ...init.headers } })
  const ask = (body: object, { bearer = key, idempotencyKey = newKey() } = {}): Promise<Response> =>
    moderate(
      otherRoutes.moderationDecisions(),
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
        body: JSON.stringify({ ground: 'Rule 3', ...body }),
      },
      bearer,
    )
  const decide = async (body: object): Promise<Decision> => {
    const answer = await ask(body)
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()) as Decision
  }
  const openAppeals = async (): Promise<Appeal[]> => {
    const answer = await moderate(`${otherRoutes.moderationAppeals()}?state=open`)
    const { items } = (await answer.json()) as { items: unknown[] }
    return items.map((item) => v.parse(appealSchema, item))
  }
  /** Appeals on the account page against what was decided. */
  const appeal = async (handle: string, decision: Decision, reason = 'It was a joke'): Promise<Appeal> => {
    const { browser, open } = await enterAccount(server, { handle })
    const sent = await browser.submit(await open(`/account/decisions/${decision.id}`), 'Send appeal', { reason })
    assert.match(sent.html, /Your appeal has arrived/)
    const found = (await openAppeals()).find((one) => one.decision.id === decision.id)
    assert.ok(found)
    return found
  }
  const statusOf = async (id: string): Promise<number> => (await server.get(routes.post(id))).status
  const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as Problem).code

  it('begin at the reasons, which only the person concerned can read', async () => {
    const { ben } = await signUpAll(server, ['ben'])
    const post = await writePost(anna, { text: 'a questionable joke' })
    const hidden = await decide({
      kind: 'hide',
      post: post.id,
      ground: 'Rule 7',
      facts: 'It <b>mocks</b>',
      automated: true,
    })

    const { page, open } = await enterAccount(server, { handle: 'anna' })
    assert.match(page.html, /Decisions about you/)
    const reasons = (await open(`/account/decisions/${hidden.id}`)).html
    for (const part of [
      'a questionable joke',
      'Rule 7',
      'It &lt;b&gt;mocks',
      'A program decided',
      'Only you can see',
    ]) {
      assert.ok(reasons.includes(part), part)
    }
    const other = await enterAccount(server, { handle: ben.handle })
    assert.doesNotMatch(other.page.html, /Decisions about you/)
    assert.doesNotMatch((await other.open(`/account/decisions/${hidden.id}`)).html, /Rule 7/)
  })

  it('are made once, with words', async () => {
    const post = await writePost(anna, { text: 'once' })
    const hidden = await decide({ kind: 'hide', post: post.id })
    const { browser, open } = await enterAccount(server, { handle: 'anna' })
    const form = await open(`/account/decisions/${hidden.id}`)

    assert.match((await browser.submit(form, 'Send appeal', { reason: ' \r\n ' })).html, /Please write why/)
    const long = await browser.submit(form, 'Send appeal', {
      reason: 'x'.repeat(defaultLimits.appealReasonCharacters + 1),
    })
    assert.equal(long.status, 422)
    assert.match(long.html, /too long/)
    assert.equal((await openAppeals()).length, 0)

    await browser.submit(form, 'Send appeal', { reason: 'Satire\r\nis allowed\u0000' })
    assert.match((await browser.submit(form, 'Send appeal', { reason: 'Again' })).html, /no appeal/)
    const [made, ...more] = await openAppeals()
    assert.deepEqual([made?.reason, made?.user, made?.decision.id, more], ['Satire\nis allowed', 'anna', hidden.id, []])
    assert.match((await open('/account')).html, /Your appeal is waiting/)
  })

  it('that are reversed undo what was decided, and tell whom it concerns', async () => {
    const post = await writePost(anna, { text: 'shown again' })
    const made = await appeal('anna', await decide({ kind: 'hide', post: post.id }))
    assert.equal(await statusOf(post.id), 404)

    const reversed = await decide({ kind: 'reverse', appeal: made.id, ground: 'Rule 3', facts: 'It is satire' })
    assert.deepEqual([reversed.post, reversed.appeal], [post.id, made.id])
    assert.equal(await statusOf(post.id), 200)
    const found = v.parse(appealSchema, await (await moderate(`${otherRoutes.moderationAppeals()}/${made.id}`)).json())
    assert.equal(found.answer?.id, reversed.id)
    const { items } = (await (await anna.fetch('/v1/notifications')).json()) as { items: { kind: string }[] }
    assert.equal(items[0]?.kind, 'decision')
    const page = await (await enterAccount(server, { handle: 'anna' })).open(`/account/decisions/${made.decision.id}`)
    assert.match(page.html, /The decision is reversed/)
    assert.match(page.html, /It is satire/)
  })

  it('that are upheld change nothing, and are answered once', async () => {
    const post = await writePost(anna, { text: 'stays hidden' })
    const made = await appeal('anna', await decide({ kind: 'hide', post: post.id }))

    await decide({ kind: 'uphold', appeal: made.id })

    assert.equal(await statusOf(post.id), 404)
    assert.equal(await codeOf(await ask({ kind: 'reverse', appeal: made.id })), 'invalid_field')
    assert.equal(await statusOf(post.id), 404)
    assert.ok((await openAppeals()).every(({ id }) => id !== made.id))
  })

  it('of somebody who is suspended are made and won', async () => {
    const { sam } = await signUpAll(server, ['sam'])
    const suspended = await decide({ kind: 'suspend', user: 'sam' })
    const made = await appeal('sam', suspended)

    await decide({ kind: 'reverse', appeal: made.id })

    assert.equal((await sam.fetch('/v1/me')).status, 200)
    assert.doesNotMatch((await enterAccount(server, { handle: 'sam' })).page.html, /account is suspended/)
  })

  it('take the label off, and leave what another decision asks for', async () => {
    const post = await writePost(anna, { text: 'labelled and hidden twice' })
    const labelled = await decide({ kind: 'label', post: post.id, label: 'sensitive' })
    const hidden = await decide({ kind: 'hide', post: post.id, ground: 'Rule 1' })
    await decide({ kind: 'hide', post: post.id, ground: 'Rule 2' })
    const [ofLabel, ofHiding] = [await appeal('anna', labelled), await appeal('anna', hidden)]

    await decide({ kind: 'reverse', appeal: ofLabel.id })
    await decide({ kind: 'reverse', appeal: ofHiding.id })

    assert.deepEqual((await readPost(anna, post.id)).labels, [])
    assert.equal(await statusOf(post.id), 404)
  })

  it('cannot bring back what was erased, and say so', async () => {
    const post = await writePost(anna, { text: 'gone' })
    const made = await appeal('anna', await decide({ kind: 'remove', post: post.id, erase: true }))

    await decide({ kind: 'reverse', appeal: made.id })

    const page = await (await enterAccount(server, { handle: 'anna' })).open(`/account/decisions/${made.decision.id}`)
    assert.match(page.html, /cannot be brought back/)
  })

  it('are over half a year after the decision', async () => {
    const days = (count: number): Date => new Date(Date.now() - count * 86_400_000)
    const row = {
      site_id: 'default',
      kind: 'suspend',
      user_id: anna.userId,
      ground: 'Rule 9',
      decided_by: 'x',
    } as const
    const { appealDays } = defaultLimits
    const [old, recent] = await server.db
      .insertInto('decisions')
      .values([days(appealDays + 1), days(appealDays - 1)].map((at) => ({ ...row, at })))
      .returning('id')
      .execute()
    const { open } = await enterAccount(server, { handle: 'anna' })

    assert.match((await open(`/account/decisions/${old?.id}`)).html, /no appeal against this decision any more/)
    assert.match((await open(`/account/decisions/${recent?.id}`)).html, /Send appeal/)
  })

  it('are answered by people of the same site, twice with one key as once', async () => {
    const post = await writePost(anna, { text: 'answered' })
    const made = await appeal('anna', await decide({ kind: 'hide', post: post.id }))
    const answer = { kind: 'uphold', appeal: made.id }

    assert.equal(await codeOf(await ask(answer, { bearer: otherKey })), 'not_found')
    assert.equal(await codeOf(await ask({ ...answer, automated: true })), 'invalid_field')
    assert.equal(await codeOf(await ask({ ...answer, post: post.id })), 'invalid_field')
    assert.equal(await codeOf(await ask({ kind: 'uphold' })), 'invalid_field')
    assert.equal(await codeOf(await ask({ kind: 'hide', appeal: made.id, post: post.id })), 'invalid_field')
    assert.equal((await moderate(`${otherRoutes.moderationAppeals()}/${made.id}`, {}, otherKey)).status, 404)
    const twice = [await ask(answer, { idempotencyKey: 'one' }), await ask(answer, { idempotencyKey: 'one' })]
    const [first, second] = (await Promise.all(twice.map((one) => one.json()))) as [Decision, Decision]
    assert.equal(first.id, second.id)
  })
})
