import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Media } from '@ai-feed/protocol'
import { gradient } from '../support/pictures.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** Everything that is said of training about one address: its own headers, /robots.txt for everybody, /.well-known/tdmrep.json. */
interface Said {
  readonly usage: (string | undefined)[]
  readonly isReserved: boolean
}

describe('what is said of training', () => {
  let server: TestServer
  let anna: TestUser
  const paths: Record<string, string[]> = {}
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    for (const training of ['allow', 'deny'] as const) {
      const body = new Uint8Array(await gradient(40, 30).png().toBuffer())
      const media = (await (await anna.fetch('/v1/media', { method: 'POST', body })).json()) as Media
      const post = { text: training, topic: training, media: [{ id: media.id, alt: '' }], aiPreferences: { training } }
      const { id } = await writePost(anna, post)
      paths[training] = [`/v1/posts/${id}`, `/media/${media.id}/40.webp`, `/v1/feeds/topic:${training}`]
    }
  })
  after(() => server.close())

  const saidOf = async (path: string): Promise<Said> => {
    const answer = await server.get(path)
    assert.equal(answer.status, 200, path)
    await answer.body?.cancel()
    const robots = await (await server.get('/robots.txt')).text()
    const group = robots.split(/\n(?=User-agent: \*\n)/)[1] ?? ''
    const rules = [...group.matchAll(/^Content-Usage: (\/\S*) (.+)$/gm)].filter(([, prefix = '']) =>
      path.startsWith(prefix),
    )
    const longest = rules.toSorted(([, a = ''], [, b = '']) => b.length - a.length)[0]
    const lists = (await (await server.get('/.well-known/tdmrep.json')).json()) as Record<string, unknown>[]
    const header = answer.headers.get('TDM-Reservation')
    const ofFile = lists.find(({ location }) => path.startsWith(String(location)))?.['tdm-reservation']
    return {
      usage: [answer.headers.get('Content-Usage') ?? undefined, longest?.[2]],
      isReserved: Number(header ?? ofFile) === 1,
    }
  }

  it('lets the yes of an author stand: for the post, its picture and a feed of such', async () => {
    for (const path of paths['allow'] ?? []) {
      assert.deepEqual(await saidOf(path), { usage: ['train-ai=y', undefined], isReserved: false }, path)
    }
  })

  it('is no for everything else that people made', async () => {
    for (const path of [...(paths['deny'] ?? []), '/v1/feeds/explore', '/v1/users/anna', '/v1/users/anna/followers']) {
      const { usage, isReserved } = await saidOf(path)

      assert.deepEqual([usage[0], isReserved], ['train-ai=n', true], path)
    }
  })
})
