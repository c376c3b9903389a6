import assert from 'node:assert/strict'
import { defaultLimits } from '@ai-feed/protocol'
import type { Decision, Generation, Media } from '@ai-feed/protocol'
import { createOwnDecisions } from '../../packages/server/dist/decisions/own-decisions.js'
import { readNotifications } from './notifications.ts'
import { gradient } from './pictures.ts'
import { writePost } from './posts.ts'
import type { Familiar } from './random-requests.ts'
import type { TestUser } from './sign-in.ts'
import { newKey } from './test-server.ts'
import type { TestServer } from './test-server.ts'

interface Page<T> {
  readonly items: readonly T[]
}

/** Makes posts, a picture, a report, a decision and an appeal, and names everything that Anna and the moderator may ask about. */
export async function makeFamiliar(
  server: TestServer,
  { anna, berta, key }: { anna: TestUser; berta: TestUser; key: string },
): Promise<Familiar> {
  // What earlier requests may have brought between the two.
  for (const kind of ['blocks', 'mutes']) await anna.fetch(`/v1/users/berta/${kind}/me`, { method: 'DELETE' })
  const picture = new Uint8Array(await gradient(40, 30).png().toBuffer())
  const media = await askJson<Media>(anna.fetch('/v1/media', { method: 'POST', body: picture }))
  const shown = await askJson<Media>(anna.fetch('/v1/media', { method: 'POST', body: picture }))
  const mine = await writePost(anna, { text: 'Hello #sea', media: [{ id: shown.id, alt: 'A picture' }] })
  const hers = await writePost(berta, { text: 'Good evening @anna' })
  const generation = await findGeneration(anna)
  const reported = { post: mine.id, category: 'spam', reason: '', goodFaith: true }
  const report = await askJson<{ id: string }>(send(berta.fetch, '/v1/reports', reported))
  const decision = await decide(server, key, { kind: 'label', post: mine.id, label: 'shown', ground: 'Rule 1' })
  const owner = { siteId: 'default', userId: anna.userId }
  await createOwnDecisions({ db: server.db, limits: defaultLimits }).appeal(owner, decision.id, 'No')
  const appeals = await moderate<Page<{ id: string }>>(server, key, 'appeals?limit=100')
  const [notification] = (await readNotifications(anna)).items

  const posts = [mine.id, hers.id]
  const others = [report.id, decision.id, appeals.items.at(-1)?.id ?? '', notification?.id ?? '']
  const feeds = ['explore', 'for-you', 'home', 'likes', 'bookmarks', 'user:berta', 'tag:sea', 'topic:x', 'search:sea']
  return {
    picture,
    fields: {
      post: posts,
      report: [report.id],
      appeal: [others[2] ?? ''],
      commentOn: posts,
      quote: posts,
      remixOf: posts,
    },
    values: {
      id: [...posts, shown.id, generation, ...others],
      feed: [...feeds, 'search', ...posts.flatMap((id) => [`comments:${id}`, `remixes:${id}`, `lineage:${id}`])],
      q: ['sea', '"good evening" @anna'],
      handle: ['anna', 'berta'],
      site: ['default', 'other'],
      viewer: ['me'],
      limit: ['1', '100'],
      state: ['open', 'all'],
      'If-Match': ['"1"'],
      around: posts,
      file: ['40.webp'],
      body: [...posts, media.id, ...others, 'Good evening #sea'],
    },
  }
}

/** Drawing takes its time: one is enough. */
async function findGeneration(user: TestUser): Promise<string> {
  const { items } = await askJson<Page<Generation>>(user.fetch('/v1/generations'))
  return items[0]?.id ?? (await askJson<Generation>(send(user.fetch, '/v1/generations', { prompt: 'a lighthouse' }))).id
}

function send(fetch: TestUser['fetch'], path: string, body: object): Promise<Response> {
  return fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
}

async function askJson<T>(asked: Promise<Response>): Promise<T> {
  const answer = await asked
  const text = await answer.text()
  assert.ok(answer.ok, text)
  return JSON.parse(text) as T
}

function moderate<T>(server: TestServer, key: string, path: string, init: RequestInit = {}): Promise<T> {
  const headers = { Authorization: `Bearer ${key}`, ...init.headers }
  return askJson<T>(server.get(`/v1/moderation/${path}`, { ...init, headers }))
}

function decide(server: TestServer, key: string, body: object): Promise<Decision> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() }
  return moderate<Decision>(server, key, 'decisions', { method: 'POST', headers, body: JSON.stringify(body) })
}
