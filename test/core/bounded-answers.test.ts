import { isFeedError, type FeedClient } from '@ai-feed/core'
import { defaultLimits, type FeedPage, type Media, type PostRef, type Segment } from '@ai-feed/protocol'
import { expect } from '@open-wc/testing'
import { makeMedia, makePost, makeUser } from '../support/wire-shapes.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

/** More than any answer of the wire has, so that a client that never stops ends, too. */
const mostBytes = 100 * 2 ** 20

describe('an answer that does not end', () => {
  let opened: StubbedClient
  let givenBytes = 0
  let isCanceled = false

  /** Answers one path with so many bytes as are asked for. */
  const openHostile = (hostile: string, status: number, headers: Record<string, string> = {}): FeedClient =>
    opened.open({
      fetch: async (input, init) => {
        const request = new Request(input, init)
        if (new URL(request.url).pathname !== hostile) return opened.stub.fetch(request, init)
        return new Response(endless(), { status, headers })
      },
    })
  const endless = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller) {
        givenBytes += 65_536
        if (givenBytes > mostBytes) controller.close()
        else controller.enqueue(new Uint8Array(65_536).fill(32))
      },
      cancel() {
        isCanceled = true
      },
    })
  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.catch((cause: unknown) => cause)
    return isFeedError(error) ? error.code : String(error)
  }

  beforeEach(() => {
    opened = openClient()
    givenBytes = 0
    isCanceled = false
  })
  afterEach(() => opened.closeAll())

  for (const [what, path, status, call] of [
    ['a post', '/v1/posts/any', 200, (client: FeedClient) => client.loadPost('any')],
    ['a page', '/v1/feeds/explore', 200, (client: FeedClient) => client.feed('explore').refresh()],
    ['a refusal', '/v1/posts/any', 503, (client: FeedClient) => client.loadPost('any')],
    ['tokens', '/oauth/token', 200, (client: FeedClient) => client.signIn()],
    ['a refusal of tokens', '/oauth/token', 400, (client: FeedClient) => client.signIn()],
  ] as const)
    it(`is a bad response instead of ${what}, and nobody reads on`, async () => {
      // What it says of its length is not believed.
      const code = await codeOf(call(openHostile(path, status, { 'content-length': '10' })))

      expect(code).to.equal('bad_response')
      expect(isCanceled).to.equal(true)
    })

  it('is no sign that every session has ended', async () => {
    const client = openHostile('/oauth/revoke', 200)
    await client.signIn()

    expect(await codeOf(client.signOut({ everywhere: true }))).to.equal('bad_response')
    expect(isCanceled).to.equal(true)
  })

  it('still says when to come back', async () => {
    const client = openHostile('/v1/posts/any', 503, { 'retry-after': '7' })

    const error: unknown = await client.loadPost('any').catch((cause: unknown) => cause)

    expect(isFeedError(error) && [error.retryable, error.retryAfterMs]).to.deep.equal([true, 7000])
  })
})

describe('the largest page of a server that keeps its own limits', () => {
  it('is read', async () => {
    const { client, closeAll } = openClient({ fetch: async () => Response.json(largestPage()) })
    const iterator = client.feed('explore').pages({ limit: 100 })[Symbol.asyncIterator]()

    const { value: page } = await iterator.next()

    expect(page?.items).to.have.length(defaultLimits.pageItems)
    closeAll()
  })

  it('is read from a fetch that knows no streams, too', async () => {
    const fetch = async (): Promise<Response> => Object.defineProperty(Response.json(largestPage()), 'body', {})
    const { client, closeAll } = openClient({ fetch })

    const { value: page } = await client.feed('explore').pages({ limit: 100 })[Symbol.asyncIterator]().next()

    expect(page?.items).to.have.length(defaultLimits.pageItems)
    closeAll()
  })
})

/** As large as the limits of the protocol let a page become. */
function largestPage(): FeedPage {
  const items = Array.from({ length: defaultLimits.pageItems }, (_, at) => ({ key: `${at}`, post: largestPost(at) }))
  return { items, newest: 'n'.repeat(512), next: 'c'.repeat(512) }
}

function largestPost(at: number): ReturnType<typeof makePost> {
  const { mediaPerPost, jsonBodyBytes, textBytes, topicCharacters } = defaultLimits
  const ref = (id: string): PostRef => ({
    id,
    state: 'visible',
    author: makeUser('ben'),
    text: largestText(),
    // Whatever wrote it fitted into one request.
    media: largestMedia(jsonBodyBytes - textBytes),
  })
  return makePost({
    id: `post-${at}`,
    text: largestText(),
    media: Array.from({ length: mediaPerPost }, () => largestMedia((jsonBodyBytes - textBytes) / mediaPerPost)),
    commentOn: ref('comment'),
    quote: ref('quote'),
    remixOf: ref('remix'),
    topic: '🦊'.repeat(topicCharacters / 2),
  })
}

/** Links say everything twice. */
function largestText(): Segment[] {
  const { linksPerPost, textBytes } = defaultLimits
  const url = `https://feed.test/${'x'.repeat(textBytes / linksPerPost - 19)}`
  return Array.from({ length: linksPerPost }, () => ({ type: 'link' as const, text: url, url }))
}

function largestMedia(altBytes: number): Media {
  const source = { url: `https://feed.test/media/${'x'.repeat(256)}`, type: 'image/webp', width: 2048, height: 2048 }
  return makeMedia('picture', {
    alt: 'x'.repeat(altBytes),
    sources: Array.from({ length: 6 }, () => source),
    // Counted in code points, of four bytes each.
    provenance: { ai: 'generated', prompt: '🦊'.repeat(defaultLimits.promptCharacters) },
  })
}
