import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import sharp from 'sharp'
import type { FeedPage, Media, Post } from '@ai-feed/protocol'
import { readArchive } from '../../packages/server/dist/exports/read-archive.js'
import { readAccountCommand, runAccountCommand } from '../../packages/server/dist/rights-commands.js'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the archive of an account', () => {
  let server: TestServer
  let next: TestServer
  let folder: string
  let file: string
  let anna: TestUser
  const written: Record<string, Post> = {}

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-archive-'))
    file = join(folder, 'anna.zip')
    server = await startTestServer()
    next = await startTestServer()
    anna = await signUp(server, { handle: 'anna_moves', origin: testOrigins[0] })
    const ben = await signUp(server, { handle: 'ben_remains', origin: testOrigins[0] })
    const media = await upload(anna)
    const theirs = await writePost(ben, { text: 'by ben' })
    written.picture = await writePost(anna, {
      text: 'a gradient, #blue',
      media: [{ id: media.id, alt: 'from blue to grey' }],
      aiPreferences: { training: 'allow' },
      remixPolicy: 'nobody',
    })
    written.words = await writePost(anna, { text: 'only words' })
    written.answer = await writePost(anna, { text: 'to myself', commentOn: written.words.id })
    written.quote = await writePost(anna, { text: 'as I said', quote: written.words.id })
    written.foreign = await writePost(anna, { text: 'to ben', commentOn: theirs.id })
    await anna.fetch(`/v1/posts/${theirs.id}/likes/me`, { method: 'PUT' })
    await anna.fetch('/v1/users/ben_remains/followers/me', { method: 'PUT' })
    await account(server, 'export', 'anna_moves', file)
  })
  after(async () => {
    await Promise.all([server.close(), next.close()])
    await rm(folder, { recursive: true, force: true })
  })

  const account = (at: TestServer, ...words: string[]): Promise<string[]> =>
    runAccountCommand(at.db, at.config, readAccountCommand(words))
  const upload = async (user: TestUser): Promise<Media> => {
    const body = new Uint8Array(await gradient(640, 480).png().toBuffer())
    const answer = await user.fetch('/v1/media', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body })
    return (await answer.json()) as Media
  }
  const userFeed = async (at: TestServer, handle: string): Promise<Post[]> => {
    const page = (await (await at.get(`/v1/feeds/user%3A${handle}?limit=97`)).json()) as FeedPage
    return page.items.map(({ post }) => post)
  }
  const words = (post: Post): string => post.text.map(({ text }) => text).join('')

  it('can be opened by any unzip and holds posts with lineage and consent, pictures, marks and follows', async () => {
    const script =
      'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; ' +
      'print(json.dumps({n: json.loads(z.read(n)) for n in z.namelist() if n.endswith(".json")} | ' +
      '{"pictures": [n for n in z.namelist() if n.startswith("media/")]}))'
    const { stdout } = await promisify(execFile)('python3', ['-c', script, file])
    const archive = JSON.parse(stdout) as Record<string, any>

    assert.equal(archive['profile.json'].handle, 'anna_moves')
    assert.deepEqual(
      archive['posts.json'].map((post: { id: string }) => post.id),
      ['picture', 'words', 'answer', 'quote', 'foreign'].map((name) => written[name]?.id),
    )
    assert.equal(archive['posts.json'][0].aiPreferences.training, 'allow')
    assert.equal(archive['posts.json'][0].media[0].alt, 'from blue to grey')
    assert.deepEqual(archive.pictures, [`media/${written.picture?.media[0]?.id}.webp`])
    assert.equal(archive['likes.json'].length, 1)
    assert.equal(archive['following.json'][0].handle, 'ben_remains')
  })

  it('is written for its owner’s eyes, and over no other file', async () => {
    assert.equal((await (await import('node:fs/promises')).stat(file)).mode & 0o777, 0o600)
    await assert.rejects(account(server, 'export', 'anna_moves', file), { name: 'ConfigError' })
  })

  it('brings posts in their order to another server, with pictures, alt texts, policies and consent', async () => {
    const lines = await account(next, 'import', 'anna_moves', file)

    assert.equal(lines[0], '4 posts imported, 0 were there, 1 left out')
    assert.match(lines[1] ?? '', new RegExp(`^${written.foreign?.id}\tcomments on a post`))
    const posts = await userFeed(next, 'anna_moves')
    assert.deepEqual(posts.map(words), ['as I said', 'to myself', 'only words', 'a gradient, #blue'])
    const [quote, answer, plain, picture] = posts
    assert.equal(quote?.quote?.id, plain?.id)
    assert.equal(answer?.commentOn?.id, plain?.id)
    assert.equal(picture?.createdAt, written.picture?.createdAt)
    assert.equal(picture?.remixPolicy, 'nobody')
    assert.equal(picture?.aiPreferences.training, 'allow')
    assert.equal(picture?.media[0]?.alt, 'from blue to grey')
    const served = await next.get(new URL(picture.media[0].sources.at(-1)!.url).pathname)
    const { width, height } = await sharp(new Uint8Array(await served.arrayBuffer())).metadata()
    assert.deepEqual([width, height], [640, 480])
  })

  it('adds nothing when it is imported again', async () => {
    const lines = await account(next, 'import', 'anna_moves', file)

    assert.equal(lines[0], '0 posts imported, 4 were there, 1 left out')
    assert.equal((await userFeed(next, 'anna_moves')).length, 4)
  })

  it('puts what is imported below what was published here', async () => {
    const here = await signUp(next, { handle: 'was_here_before', origin: testOrigins[0] })
    const mine = await writePost(here, { text: 'an old post of this server' })
    await account(next, 'import', 'anna_again', file)

    const page = (await (await next.get('/v1/feeds/explore?limit=96')).json()) as FeedPage
    assert.equal(page.items[0]?.post.id, mine.id)
    const walked: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query = new URLSearchParams({ limit: '2', ...(cursor !== '' && { cursor }) })
      const { items, next: onward } = (await (await next.get(`/v1/feeds/explore?${query}`)).json()) as FeedPage
      walked.push(...items.map(({ post }) => post.id))
      cursor = onward
    }
    assert.equal(walked.length, 7)
    assert.equal(new Set(walked).size, 7)
  })

  for (const [what, bytes] of [
    ['text', Buffer.from('no archive')],
    ['nothing', Buffer.alloc(0)],
    ['another zip', Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64')],
  ] as const) {
    it(`refuses ${what} in one sentence`, async () => {
      const path = join(folder, 'bad.zip')
      await writeFile(path, bytes)

      await assert.rejects(account(next, 'import', 'nobody_new', path), { name: 'ConfigError' })
      assert.ok(!(await next.db.selectFrom('users').select('id').where('handle', '=', 'nobody_new').executeTakeFirst()))
    })
  }

  it('reads no archive that was cut', async () => {
    const path = join(folder, 'cut.zip')
    const whole = await readFile(file)
    await writeFile(path, whole.subarray(0, whole.length / 2))

    await assert.rejects(readArchive(path), { name: 'ConfigError' })
  })
})
