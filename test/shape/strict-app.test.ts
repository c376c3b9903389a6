import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { root } from './sources.ts'

const listening = `
      feed.addEventListener('ai-feed-loaded', ({ count, source }) => console.log(count.toFixed(), source))
      document.body.addEventListener('ai-post-like', ({ postId, on }) => console.log(postId, on))
      document.addEventListener('ai-composer-posted', ({ post }) => console.log(post.id))
      document.addEventListener('ai-composer-post', ({ draft }) => console.log(draft.text))
      window.addEventListener('ai-account-signed-in', ({ user }) => console.log(user.handle))`

/** An app that registers the tags and imports nothing else of the elements: what one file makes known, all of an app know. */
const registering = {
  'core.mts': `
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
      }`,
  'define.mts': `
      import '@ai-feed/elements/define'
      const feed = document.createElement('ai-feed')
      feed.layout = 'grid'
      feed.pageSize = 10
      document.querySelector('ai-composer')?.generate()
      document.querySelector('ai-post')?.refresh()
      document.querySelector('ai-account')?.signIn()
${listening}`,
}

const importing = {
  'classes.mts': `
      import '@ai-feed/elements'
      const feed = document.createElement('ai-feed')${listening}`,
  'jsx.tsx': `
      import type {} from '@ai-feed/elements/react'
      import { useRef } from 'react'
      import type { AiFeed } from '@ai-feed/elements'
      export function App(): React.ReactNode {
        const feed = useRef<AiFeed>(null)
        return (
          <main>
            <ai-account server="https://feed.example" notifications />
            <ai-composer server="https://feed.example" count={2} onai-composer-posted={({ post }) => console.log(post.id)} />
            <ai-post server="https://feed.example" postId="1" thread />
            <ai-feed
              ref={feed}
              className="wall"
              server="https://feed.example"
              feed="tag:glass"
              page-size={12}
              readOnly
              onai-feed-loaded={({ count, currentTarget }) => console.log(count.toFixed(), currentTarget.feed)}
              onai-post-like={(event) => event.on && event.preventDefault()}
            >
              <p slot="empty">Nothing yet</p>
            </ai-feed>
          </main>
        )
      }`,
  'odd-jsx.tsx': `
      import type {} from '@ai-feed/elements/react'
      export const odd = [
        <ai-feed layout="table" />,
        <ai-feed pagesize={3} />,
        <ai-feed onai-feed-loaded={({ detail }) => console.log(detail)} />,
      ]`,
  'odd.mts': `
      import { createFeedClient } from '@ai-feed/core'
      const client = createFeedClient({ server: 'https://feed.example', site: undefined })
      client.feed('nonsense')
      client.setLiked('post', 'yes')`,
}

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
  jsx: 'react-jsx',
}

describe('the types of core and elements', () => {
  const folders: string[] = []
  let printed = ''
  before(async () => {
    for (const app of [registering, importing]) printed += await compile(app)
  })
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

  const compile = async (app: Readonly<Record<string, string>>, options: object = {}): Promise<string> => {
    const folder = await mkdtemp(join(root, 'test/shape/.consumer-'))
    folders.push(folder)
    const files = Object.keys(app)
    await Promise.all(files.map((file) => writeFile(join(folder, file), app[file]!)))
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, files }),
    )
    return promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    )
  }

  /** What is wrong with a file, as line and code of each error. */
  const errorsOf = (file: string): string[] =>
    printed.split('\n').flatMap((line) => {
      const [, name, number, code] = /([^/]+)\((\d+),\d+\): error (TS\d+)/.exec(line) ?? []
      return name === file ? [`${number} ${code}`] : []
    })

  it('are exact for a strict app that checks its libraries too', () => {
    assert.deepEqual(errorsOf('core.mts'), [])
    const inLibraries = printed.split('\n').filter((line) => line.includes('error TS') && !/odd[\w-]*\./.test(line))
    assert.deepEqual(inLibraries, [])
  })

  it('know the classes of tags that are defined, and what their events hold, wherever one listens', () => {
    assert.deepEqual(errorsOf('define.mts'), [])
  })

  it('know the events without the tags too', () => {
    assert.deepEqual(errorsOf('classes.mts'), [])
  })

  it('know the tags in the JSX of React, with properties, attributes and events', () => {
    assert.deepEqual(errorsOf('jsx.tsx'), [])
  })

  it('refuse in JSX what the tags do not have', () => {
    assert.deepEqual(errorsOf('odd-jsx.tsx'), ['4 TS2322', '5 TS2322', '6 TS2339'])
  })

  it('of core need no DOM where an app runs in Node', async () => {
    const inNode = await compile({ 'core.mts': registering['core.mts'] }, { lib: ['es2024'], types: ['node'] })

    assert.equal(inNode, '')
  })

  it('refuse what is wrong', () => {
    assert.deepEqual(errorsOf('odd.mts'), ['3 TS2379', '4 TS2345', '5 TS2345'])
  })
})
