import { AtpAgent } from '@atproto/api'
import { createFeedClient } from '@ai-feed/core'
import { createRestAPIClient } from 'masto'

const perPage = 100
const pages = 40
const rounds = 9
const time = '2026-01-01T00:00:00.000Z'
const sentence = 'A lighthouse in a storm, printed from wood, with the lamp lit at four.'

/** Reads a long feed through three clients, page by page, from the bytes of an answer to what an app gets. The network is a
 *  function that answers at once. Each client reads its own wire, with posts of the same content: words, a tag, one picture.
 *  @returns rows of name, posts in a millisecond, and what the client does with them */
export async function benchCore() {
  const contestants = [
    { name: '@ai-feed/core', what: 'checked, merged with shared posts, announced to a subscriber', read: readWithCore },
    { name: '@atproto/api', what: 'checked against its lexicon', read: readWithAtproto },
    { name: 'masto', what: 'keys turned into camel case, not checked', read: readWithMasto },
  ]
  const best = new Map()
  // In turns, so that what else the machine does hits all alike. The first round only warms up.
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, read } of contestants) {
      const startedAt = performance.now()
      const posts = await read()
      const ms = performance.now() - startedAt
      if (posts !== perPage * pages) throw new Error(`${name} read ${posts} posts`)
      if (round > 0) best.set(name, [...(best.get(name) ?? []), ms])
    }
  }
  return contestants.map(({ name, what }) => {
    const [median] = best
      .get(name)
      .toSorted((one, other) => one - other)
      .slice(Math.floor((rounds - 1) / 2))
    return [name, `${((perPage * pages) / median).toFixed(1)}/ms`, what]
  })
}

/** Bodies of all pages of one wire, as text, made once. `write` gives the page that begins at a post. */
function answersOf(write) {
  return Array.from({ length: pages }, (_, page) =>
    JSON.stringify(
      write(
        Array.from({ length: perPage }, (_item, index) => page * perPage + index),
        page,
      ),
    ),
  )
}

const answer = (body) => new Response(body, { headers: { 'content-type': 'application/json' } })
const picture = (index) => `https://feed.example/media/${index}`

let coreAnswers
async function readWithCore() {
  coreAnswers ??= answersOf((posts, page) => ({
    items: posts.map((index) => ({ key: `post-${index}`, post: corePost(index) })),
    newest: 'newest',
    ...(page < pages - 1 && { next: String(page + 1) }),
  }))
  const ownFetch = async (address) => answer(coreAnswers[Number(new URL(address).searchParams.get('cursor') ?? 0)])
  const client = createFeedClient({ server: 'https://feed.example', storage: 'memory', fetch: ownFetch })
  const feed = client.feed('likes', { pageSize: perPage, incoming: 'ignore' })
  let announced = 0
  feed.subscribe(() => (announced = feed.getSnapshot().items.length))
  await feed.refresh()
  while (feed.getSnapshot().hasMore) await feed.loadMore()
  client.close()
  return announced
}

function corePost(index) {
  const preferences = { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' }
  return {
    id: `post-${index}`,
    version: 1,
    createdAt: time,
    author: { id: `user-${index % 50}`, handle: `user_${index % 50}`, name: 'Somebody' },
    text: [
      { type: 'text', text: sentence },
      { type: 'tag', text: '#keeper', tag: 'keeper' },
    ],
    media: [
      {
        id: `media-${index}`,
        width: 1024,
        height: 1024,
        alt: sentence,
        thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
        sources: [320, 640].map((width) => ({ url: picture(index), type: 'image/webp', width, height: width })),
        provenance: { ai: 'generated', generator: 'painted', prompt: sentence },
      },
    ],
    visibility: 'public',
    commentPolicy: 'everyone',
    remixPolicy: 'everyone',
    aiPreferences: preferences,
    labels: [],
    counts: { likes: 1, comments: 2, reposts: 3, quotes: 0, remixes: 0 },
  }
}

let atprotoAnswers
async function readWithAtproto() {
  atprotoAnswers ??= answersOf((posts, page) => ({
    feed: posts.map((index) => ({ post: atprotoPost(index) })),
    ...(page < pages - 1 && { cursor: String(page + 1) }),
  }))
  const ownFetch = async ({ url }) => answer(atprotoAnswers[Number(new URL(url).searchParams.get('cursor') ?? 0)])
  const agent = new AtpAgent({ service: 'https://feed.example', fetch: ownFetch })
  const read = []
  let cursor
  do {
    const { data } = await agent.app.bsky.feed.getTimeline({ limit: perPage, ...(cursor && { cursor }) })
    read.push(...data.feed)
    cursor = data.cursor
  } while (cursor)
  return read.length
}

function atprotoPost(index) {
  const did = `did:plc:${String(index % 50).padStart(24, 'a')}`
  const cid = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
  const facet = {
    index: { byteStart: 0, byteEnd: 7 },
    features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'keeper' }],
  }
  return {
    $type: 'app.bsky.feed.defs#postView',
    uri: `at://${did}/app.bsky.feed.post/3k${String(index).padStart(11, '2')}`,
    cid,
    author: { did, handle: `user${index % 50}.feed.example`, displayName: 'Somebody' },
    record: { $type: 'app.bsky.feed.post', text: `#keeper ${sentence}`, facets: [facet], createdAt: time },
    embed: {
      $type: 'app.bsky.embed.images#view',
      images: [
        { thumb: picture(index), fullsize: picture(index), alt: sentence, aspectRatio: { width: 1, height: 1 } },
      ],
    },
    replyCount: 2,
    repostCount: 3,
    likeCount: 1,
    quoteCount: 0,
    indexedAt: time,
    labels: [],
  }
}

let mastoAnswers
async function readWithMasto() {
  mastoAnswers ??= answersOf((posts) => posts.map(mastoPost))
  const native = globalThis.fetch
  globalThis.fetch = async (request) => {
    const page = Number(new URL(request.url ?? request).searchParams.get('min_id') ?? 0)
    const next = `<https://feed.example/api/v1/timelines/public?min_id=${page + 1}>; rel="next"`
    const response = answer(mastoAnswers[page])
    if (page < pages - 1) response.headers.set('link', next)
    return response
  }
  try {
    const client = createRestAPIClient({ url: 'https://feed.example' })
    const read = []
    for await (const page of client.v1.timelines.public.list({ limit: perPage })) read.push(...page)
    return read.length
  } finally {
    globalThis.fetch = native
  }
}

function mastoPost(index) {
  return {
    id: String(index),
    created_at: time,
    in_reply_to_id: null,
    sensitive: false,
    spoiler_text: '',
    visibility: 'public',
    language: 'en',
    uri: `https://feed.example/${index}`,
    url: `https://feed.example/${index}`,
    replies_count: 2,
    reblogs_count: 3,
    favourites_count: 1,
    content: `<p>${sentence} <a href="https://feed.example/tags/keeper">#keeper</a></p>`,
    reblog: null,
    account: {
      id: String(index % 50),
      username: `user_${index % 50}`,
      acct: `user_${index % 50}`,
      display_name: 'Somebody',
      created_at: time,
      avatar: picture(index),
      followers_count: 1,
      following_count: 1,
      statuses_count: 1,
    },
    media_attachments: [
      {
        id: String(index),
        type: 'image',
        url: picture(index),
        preview_url: picture(index),
        meta: { original: { width: 1024, height: 1024 }, small: { width: 320, height: 320 } },
        description: sentence,
        blurhash: 'UJJR~Ot7%MWB',
      },
    ],
    mentions: [],
    tags: [{ name: 'keeper', url: 'https://feed.example/tags/keeper' }],
    emojis: [],
    card: null,
    poll: null,
  }
}
