import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readModerationCommand } from '../../packages/server/dist/decisions/moderation-command.js'
import { runModeration } from '../../packages/server/dist/rights-commands.js'
import { readPost, writePost } from '../support/posts.ts'
import { enterAccount } from '../support/account-browser.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('ai-feed-server moderation', () => {
  let server: TestServer
  let anna: TestUser
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_obeys', origin: testOrigins[0] })
  })
  after(() => server.close())

  const moderation = (...words: string[]): Promise<string[]> => runModeration(server.db, readModerationCommand(words))

  it('labels in the name of the server, hides and shows', async () => {
    const { id } = await writePost(anna, { text: 'a post' })

    await moderation('label', id, '--label', 'sensitive', '--ground', 'Rule 2')
    assert.deepEqual((await readPost(server, id)).labels, [{ name: 'sensitive', by: 'server' }])

    await moderation('hide', id, '--ground', 'Rule 2')
    assert.equal((await server.get(`/v1/posts/${id}`)).status, 404)

    await moderation('show', id, '--ground', 'Rule 2')
    assert.equal((await server.get(`/v1/posts/${id}`)).status, 200)
  })

  it('removes and brings back, or erases for good', async () => {
    const { id } = await writePost(anna, { text: 'too much' })

    await moderation('remove', id, '--ground', 'Rule 2')
    await moderation('show', id, '--ground', 'Rule 2')
    assert.equal((await server.get(`/v1/posts/${id}`)).status, 200)

    await moderation('remove', id, '--erase', '--ground', 'Rule 2')
    await assert.rejects(moderation('show', id, '--ground', 'Rule 2'), { name: 'ConfigError' })
    await assert.rejects(moderation('hide', id, '--erase', '--ground', 'x'), { name: 'ConfigError' })
  })

  it('lists reports on a line each, whatever the reporter wrote, and closes one by `none`', async () => {
    const { id } = await writePost(anna, { text: 'reported' })
    const answer = await anna.fetch('/v1/reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ post: id, category: 'spam', reason: 'one\nline\u001b[2J', goodFaith: true }),
    })
    const report = ((await answer.json()) as { id: string }).id

    const [line = ''] = await moderation('reports')
    assert.deepEqual([line.split('\t')[0], line.split('\t')[3], line.split('\t')[5]], [report, id, 'one line [2J'])

    await moderation('none', report, '--ground', 'Nothing is wrong')
    assert.deepEqual(await moderation('reports'), [])
    assert.equal((await moderation('reports', '--all')).length, 1)
  })

  it('writes every decision into the log, the newest first', async () => {
    await moderation('suspend', 'anna_obeys', '--ground', 'Rule 9')
    await moderation('restore', 'anna_obeys', '--ground', 'Appeal')

    const [last = '', before = ''] = await moderation('log')
    assert.deepEqual(last.split('\t').slice(2), ['restore', '@anna_obeys', 'command', 'Appeal'])
    assert.deepEqual(before.split('\t').slice(2), ['suspend', '@anna_obeys', 'command', 'Rule 9'])
  })

  it('lists appeals until they are upheld or reversed, and leaves labels of the server to the operator', async () => {
    const { id } = await writePost(anna, { text: 'appealed' })
    await moderation('label', id, '--label', 'sensitive', '--ground', 'Rule 2')
    const [logged = ''] = await moderation('log')
    const decision = logged.split('\t')[0] ?? ''
    const { browser, open } = await enterAccount(server, { handle: anna.handle })
    await browser.submit(await open(`/account/decisions/${decision}`), 'Send appeal', { reason: 'It is\nnot' })

    const [line = ''] = await moderation('appeals')
    const [appeal = '', , ...rest] = line.split('\t')
    assert.deepEqual(rest, ['label', id, '@anna_obeys', '', 'It is not'])
    const [key = ''] = await moderation('add-key', 'desk')
    const answer = await server.get('/v1/moderation/decisions', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
      body: JSON.stringify({ kind: 'reverse', appeal, ground: 'Rule 2' }),
    })
    assert.equal(answer.status, 400)

    await moderation('reverse', appeal, '--ground', 'It is not')
    assert.deepEqual((await readPost(server, id)).labels, [])
    assert.deepEqual(await moderation('appeals'), [])
    assert.equal((await moderation('appeals', '--all')).length, 1)
    await assert.rejects(moderation('uphold', appeal, '--ground', 'x'), { name: 'ConfigError' })
    await assert.rejects(moderation('add-key', 'command'), { name: 'ConfigError' })
  })

  it('makes a key for a program once, and takes it back', async () => {
    const [key = ''] = await moderation('add-key', 'queue')
    const ask = (): Promise<Response> =>
      server.get('/v1/moderation/reports', { headers: { Authorization: `Bearer ${key}` } })
    assert.equal((await ask()).status, 200)
    await assert.rejects(moderation('add-key', 'queue'), { name: 'ConfigError' })

    await moderation('remove-key', 'queue')
    assert.equal((await ask()).status, 401)
  })

  for (const words of [
    [],
    ['hide'],
    ['hide', 'x'],
    ['hide', 'x', '--ground', ' '],
    ['praise', 'x', '--ground', 'Rule 1'],
    ['reports', 'x'],
    ['log', '--nonsense'],
  ]) {
    it(`says what it takes instead of "${words.join(' ')}"`, () => {
      assert.throws(() => readModerationCommand(words), { name: 'ConfigError' })
    })
  }

  it('says in one sentence that there is no such post or user', async () => {
    const ground = ['--ground', 'Rule 1']
    await assert.rejects(moderation('hide', '018f0000-0000-7000-8000-000000000000', ...ground), { name: 'ConfigError' })
    await assert.rejects(moderation('suspend', 'nobody', ...ground), { name: 'ConfigError' })
  })
})
