import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { root } from './sources.ts'

describe('the types of core and elements', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(root, 'test/shape/.consumer-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const check = async (code: string, file = 'app.mts'): Promise<string> => {
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
    await writeFile(join(folder, file), code)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
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

  for (const entry of ['@ai-feed/elements', '@ai-feed/elements/define'])
    it(`say what an event of the tags holds, wherever it is listened to, with ${entry}`, async () => {
      const wrong = await check(`
        import '${entry}'
        const feed = document.createElement('ai-feed')
        feed.addEventListener('ai-feed-loaded', ({ count, source }) => console.log(count.toFixed(), source))
        document.body.addEventListener('ai-post-like', ({ postId, on }) => console.log(postId, on))
        document.addEventListener('ai-composer-posted', ({ post }) => console.log(post.id))
        document.addEventListener('ai-composer-post', ({ draft }) => console.log(draft.text))
        window.addEventListener('ai-account-signed-in', ({ user }) => console.log(user.handle))`)

      assert.equal(wrong, '')
    })

  it('know the classes of tags that are defined', async () => {
    const wrong = await check(`
      import '@ai-feed/elements/define'
      const feed = document.createElement('ai-feed')
      feed.layout = 'grid'
      feed.pageSize = 10
      document.querySelector('ai-composer')?.generate()
      document.querySelector('ai-post')?.refresh()
      document.querySelector('ai-account')?.signIn()`)

    assert.equal(wrong, '')
  })

  it('know the tags in the JSX of React, with properties, attributes and events', async () => {
    const wrong = await check(
      `
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
      'app.tsx',
    )

    assert.equal(wrong, '')
  })

  it('refuse in JSX what the tags do not have', async () => {
    const wrong = await check(
      `
      import type {} from '@ai-feed/elements/react'
      export const odd = [
        <ai-feed layout="table" />,
        <ai-feed pagesize={3} />,
        <ai-feed onai-feed-loaded={({ detail }) => console.log(detail)} />,
      ]`,
      'app.tsx',
    )

    assert.deepEqual(
      [...wrong.matchAll(/tsx\((\d+),.*error (TS\d+)/g)].map(([, line, code]) => `${line} ${code}`),
      ['4 TS2322', '5 TS2322', '6 TS2339'],
    )
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
