import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { rollup } from 'rollup'
import { build as viteBuild } from 'vite'
import { brotliBytes, browserPlugins } from '../../rollup.config.mjs'
import { root } from './sources.ts'

/** What an app writes that renders on a server: everything is made, nothing is touched. */
const serverSide = `
  import { createFeedClient, isFeedError, FeedError } from '@ai-feed/core'
  const client = createFeedClient({ server: 'https://feed.example' })
  const { items } = client.feed('explore').getSnapshot()
  client.session.getSnapshot(); client.outbox.getSnapshot(); client.notifications.getSnapshot()
  client.post('id').getSnapshot()
  client.close()
  const result = { items: items.length, isError: isFeedError(new FeedError('offline', 'x'), 'offline') }`

describe('core, imported where there is no page', () => {
  it('makes a client in Node without touching anything', async () => {
    const guard = `
      for (const name of ['document', 'window', 'localStorage', 'indexedDB', 'location', 'XMLHttpRequest'])
        Object.defineProperty(globalThis, name, { get() { if (name === 'document') return undefined; throw new Error(name + ' was touched') } })
      globalThis.fetch = () => { throw new Error('fetch was called') }`
    const code = `${guard}; await import('data:text/javascript,0');${serverSide.replace(/import (\{.*?\}) from '(.*?)'/, "const $1 = await import('$2')")}; console.log(JSON.stringify(result))`

    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: root,
    })

    assert.deepEqual(JSON.parse(stdout), { items: 0, isError: true })
  })

  it('makes one in a worker thread', async () => {
    const code = `${serverSide}; import { parentPort } from 'node:worker_threads'; parentPort.postMessage(result)`
    const file = join(root, 'test/shape/.worker-check.mjs')
    await writeFile(file, code)
    try {
      const [result] = (await once(new Worker(file), 'message')) as [unknown]

      assert.deepEqual(result, { items: 0, isError: true })
    } finally {
      await rm(file)
    }
  })
})

describe('core, to a bundler', () => {
  const bundle = async (code: string): Promise<{ code: string; all: string }> => {
    const build = await rollup({
      input: 'app',
      plugins: [
        {
          name: 'app',
          resolveId: (id) => (id === 'app' ? join(root, 'app.js') : null),
          load: (id) => (id.endsWith('app.js') ? code : null),
        },
        ...browserPlugins(),
      ],
      onLog: () => {},
    })
    const { output } = await build.generate({ format: 'es' })
    await build.close()
    return { code: output[0].code, all: output.map((file) => ('code' in file ? file.code : '')).join('') }
  }
  const core = JSON.stringify(join(root, 'packages/core/dist/index.js'))

  it('leaves nothing of the client where only an error is looked at', async () => {
    const { all } = await bundle(`import { isFeedError } from ${core}; console.log(isFeedError(globalThis.error))`)

    assert.ok(brotliBytes(all) < 200, `${brotliBytes(all)} bytes`)
  })

  it('brings no validator, whichever bundler it is', async () => {
    const app = `import { createFeedClient } from ${core}; globalThis.client = createFeedClient`
    const file = join(root, 'test/shape/.vite-check.mjs')
    await writeFile(file, app)
    try {
      const built = (await viteBuild({
        configFile: false,
        logLevel: 'silent',
        build: { write: false, rollupOptions: { input: file } },
      })) as { output: { code?: string }[] }

      const { all } = await bundle(app)
      for (const code of [all, ...built.output.map((chunk) => chunk.code ?? '')])
        assert.ok(!/iso_timestamp|picklist/.test(code), 'valibot is among it')
    } finally {
      await rm(file)
    }
  })

  it('keeps sign-in, upload and posting out of what reads', async () => {
    const { code, all } = await bundle(`import { createFeedClient } from ${core}; globalThis.client = createFeedClient`)

    for (const word of ['XMLHttpRequest', 'createImageBitmap', 'code_challenge', 'idempotency-key', 'dpop_jkt']) {
      assert.ok(all.toLowerCase().includes(word.toLowerCase()), `${word} is nowhere`)
      assert.ok(!code.toLowerCase().includes(word.toLowerCase()), `${word} is in the read path`)
    }
  })
})

describe('the types of core and elements', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(root, 'test/shape/.consumer-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const check = async (code: string): Promise<string> => {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: [],
    }
    await writeFile(join(folder, 'app.mts'), code)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.mts'] }))
    return promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    )
  }

  it('are exact for a strict app that checks its libraries too', async () => {
    const wrong = await check(`
      import { createFeedClient, isFeedError } from '@ai-feed/core'
      import type { Feed, FeedId, FeedItem, GenerationEvent, OutboxEntry, Post, Session, Submission, User } from '@ai-feed/core'
      const client = createFeedClient({ server: 'https://feed.example', site: 'default' })
      const feed: Feed = client.feed('tag:glass', { pageSize: 20, incoming: 'prepend' })
      const items: readonly FeedItem[] = await feed.loadMore()
      const id: FeedId = \`user:\${items[0]?.post.author.handle ?? 'anna'}\`
      const session: Session = client.session.getSnapshot()
      const user: User | undefined = session.status === 'signed-in' ? session.user : undefined
      const submission: Submission<Post> = await client.createPost({ text: 'Hello' })
      const entries: readonly OutboxEntry[] = client.outbox.getSnapshot()
      for await (const event of client.generate({ prompt: 'A fox' }) as AsyncIterable<GenerationEvent>)
        if (event.type === 'succeeded') console.log(event.media.length, id, user, entries)
      try { await submission.done } catch (error) {
        if (isFeedError(error, 'rate_limited')) console.log(error.retryAfterMs?.toFixed())
      }`)

    assert.equal(wrong, '')
  })

  it('say what an event of the tags holds, wherever it is listened to', async () => {
    const wrong = await check(`
      import '@ai-feed/elements'
      const feed = document.createElement('ai-feed')
      feed.addEventListener('ai-feed-loaded', ({ count, source }) => console.log(count.toFixed(), source))
      document.body.addEventListener('ai-post-like', ({ postId, on }) => console.log(postId, on))
      document.addEventListener('ai-composer-posted', ({ post }) => console.log(post.id))
      window.addEventListener('ai-account-signed-in', ({ user }) => console.log(user.handle))`)

    assert.equal(wrong, '')
  })

  it('refuse what is wrong', async () => {
    const wrong = await check(`
      import { createFeedClient } from '@ai-feed/core'
      const client = createFeedClient({ server: 'https://feed.example', site: undefined })
      client.feed('nonsense')
      client.setLiked('post', 'yes')`)

    assert.deepEqual(
      [...wrong.matchAll(/error (TS\d+)/g)].map(([, code]) => code),
      ['TS2379', 'TS2345', 'TS2345'],
    )
  })
})
