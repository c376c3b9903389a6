import type { Generation, Media, Post, User } from '@ai-feed/protocol'
import { feedsOf, giveTokens, hang, json, nonceOf, problem } from './wire-answers.ts'
import { readRequest, WireFaults, type Fault, type Match, type SeenRequest } from './wire-faults.ts'
import { makeGeneration, makePost, makeUser } from './wire-shapes.ts'
import { readPage, showPost, type StoredPost } from './wire-pages.ts'
import { WirePeople } from './wire-people.ts'
import { changePost, markPost, postOfDraft, takePicture } from './wire-writes.ts'
import { WireStreams } from './wire-streams.ts'

/** A server of the wire in memory, reached by its `fetch`. Signing in goes by `getToken`: the token is a handle. */
export class WireStub {
  readonly server: string
  readonly posts = new Map<string, StoredPost>()
  readonly users = new Map<string, User>()
  readonly media = new Map<string, Media>()
  readonly generations = new Map<string, Generation>()
  /** Every request, in order. */
  readonly requests: SeenRequest[] = []
  /** What /v1/limits answers. */
  limits: Record<string, number | string[]> = { uploadBytes: 20_971_520, uploadPixels: 50_000_000 }
  /** Follows, blocks, notifications, reports. */
  readonly people = new WirePeople(this.users)
  /** Access tokens that are good, and whose they are. */
  readonly tokens = new Map<string, User>()
  readonly #streams = new WireStreams()
  readonly #faults = new WireFaults()
  #written = new Map<string, { body: string; id: string }>()
  #seq = 0
  #nonce = 'nonce-1'
  readonly #usedCodes = new Set<string>()

  constructor(server = 'https://feed.test') {
    this.server = server
    this.addUser('anna')
    this.addUser('ben')
  }

  /** Give this to `createFeedClient`. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const signal = init?.signal ?? request.signal
    signal.throwIfAborted()
    const seen = await readRequest(request, this.tokens)
    this.requests.push(seen)
    // The server asks for its nonce before it does anything: faults wait for the request that would have worked.
    if (this.#needsNonce(seen)) return this.#answer(seen, signal)
    const fault = this.#faults.take(seen)
    if (fault === 'offline') throw new TypeError('Failed to fetch')
    if (fault === 'html-200')
      return new Response('<h1>Welcome to the hotel</h1>', { headers: { 'content-type': 'text/html' } })
    if (fault === 'hang') return hang(signal)
    if (typeof fault === 'object') return problem(fault.code, fault.retryAfter)
    const answer = this.#answer(seen, signal)
    if (fault === 'lost-answer') throw new TypeError('Failed to fetch')
    if (fault === 'cut') return new Response((await answer.text()).slice(0, -20), { status: answer.status })
    return answer
  }

  /** The next `times` requests that match meet a fault. */
  fail(match: Match, fault: Fault, times = 1): void {
    this.#faults.add(match, fault, times)
  }

  /** Takes all faults back. */
  heal(): void {
    this.#faults.clear()
  }

  addUser(handle: string): User {
    const user = makeUser(handle)
    this.users.set(handle, user)
    return user
  }

  /** Publishes a post and tells the streams. */
  addPost(change: Partial<Post> & { text?: Post['text'] } = {}): Post {
    this.#seq += 1
    const post = makePost({ id: `post-${this.#seq}`, author: this.#user('ben'), ...change })
    this.posts.set(post.id, {
      post,
      position: this.#seq,
      marks: { likes: new Set(), reposts: new Set(), bookmarks: new Set() },
      isDeleted: false,
    })
    this.emit('post.created', {
      feeds: feedsOf(post),
      postId: post.id,
      author: { id: post.author.id, handle: post.author.handle },
      at: post.createdAt,
    })
    return post
  }

  /** Sends a stored event with the next seq to every open stream. */
  emit(kind: string, data: Record<string, unknown>): void {
    if (kind !== 'post.created') this.#seq += 1
    this.#streams.store(this.#seq, kind, data)
  }

  /** Sends an event without id. */
  emitUnstored(kind: string, data: Record<string, unknown>): void {
    this.#streams.send(kind, data)
  }

  /** Ends all streams, as a proxy would. */
  cutStreams(): void {
    this.#streams.cut()
  }

  get openStreams(): number {
    return this.#streams.size
  }

  /** Moves a generation on; the client learns it by event and by asking. */
  advance(id: string, change: Partial<Generation>): void {
    const generation = this.generations.get(id)
    if (generation === undefined) throw new Error(`no generation ${id}`)
    this.generations.set(id, { ...generation, ...change })
    for (const preview of change.previews ?? []) this.emitUnstored('generation.preview', { id, ...preview })
    if (change.status !== undefined) this.emit('generation', { id, status: change.status })
  }

  /** Ends all sessions. */
  revokeTokens(): void {
    this.tokens.clear()
  }

  /** Requests that start so, `METHOD /path`. */
  seen(start: string): SeenRequest[] {
    return this.requests.filter(({ method, path }) => `${method} ${path}`.startsWith(start))
  }

  #answer(seen: SeenRequest, signal: AbortSignal): Response {
    if (seen.path === '/oauth/token') return giveTokens(seen, this.#nonce, this.users, this.tokens, this.#usedCodes)
    if (seen.path === '/oauth/revoke') return new Response(null, { status: 200 })
    if (seen.headers.has('authorization') && seen.user === undefined) return problem('token_invalid')
    if (this.#needsNonce(seen)) {
      return problem('use_dpop_nonce', undefined, { 'dpop-nonce': this.#nonce })
    }
    const [, , kind = '', id = '', part = ''] = seen.path.split('/')
    const route = `${seen.method} ${kind}${id === '' ? '' : '/x'}${part === '' ? '' : `/${part}`}`
    switch (route) {
      case 'GET feeds/x':
        if (seen.query.has('around') && this.posts.get(seen.query.get('around')!)?.isDeleted !== false)
          return problem('not_found')
        return json({
          ...readPage([...this.posts.values()], id, seen.query, (post) => this.#show(post, seen.user), seen.user),
          ...(id === 'for-you' && { order: this.people.defaults.feedOrder ?? 'score' }),
        })
      case 'GET events':
        return this.#streams.open(seen.query.get('after'), signal)
      case 'GET limits':
        return json(this.limits)
      case 'GET users/x':
        if (!this.users.has(id)) return problem('not_found')
        return (seen.user && this.people.answer('GET users/x', seen)) ?? json(this.#user(id))
      case 'GET posts/x':
        return this.posts.get(id)?.isDeleted === false ? json(this.#show(id, seen.user)) : problem('not_found')
      case 'POST posts':
        return this.#write(
          seen,
          () => this.#create(seen),
          (made) => this.#show(made, seen.user),
        )
      case 'DELETE posts/x':
        return this.#delete(id)
      case 'PATCH posts/x':
        return changePost(this.posts.get(id), seen) ?? json(this.#show(id, seen.user))
      case `${seen.method} posts/x/${part}`:
        return markPost(this.posts.get(id), seen) ?? json(this.#show(id, seen.user))
      case 'POST media':
        return this.#write(
          seen,
          () => takePicture(this.media),
          (made) => this.media.get(made),
        )
      case 'POST reports':
        return this.#write(
          seen,
          () => this.people.report(seen),
          (made) => ({ id: made, receivedAt: '2026-01-01T00:00:00.000Z' }),
        )
      case 'POST generations':
        return this.#write(
          seen,
          () => this.#paint(seen),
          (made) => this.generations.get(made),
          202,
        )
      case 'GET generations/x':
        return this.generations.has(id) ? json(this.generations.get(id)) : problem('not_found')
      case 'DELETE generations/x':
        this.advance(id, { status: 'canceled' })
        return json(this.generations.get(id))
      case 'GET generations/x/events':
        return this.#streams.open(seen.query.get('after'), signal)
      default:
        return this.people.answer(route, seen) ?? problem('unknown_route')
    }
  }

  #needsNonce({ user, headers }: SeenRequest): boolean {
    return user !== undefined && nonceOf(headers.get('dpop')) !== this.#nonce
  }

  #write(seen: SeenRequest, make: () => string | Response, show: (id: string) => unknown, status = 201): Response {
    if (seen.user === undefined) return problem('sign_in_required')
    const key = seen.headers.get('idempotency-key')
    if (key === null) return problem('idempotency_key_required')
    const body = JSON.stringify(seen.body)
    const written = this.#written.get(`${seen.user.id} ${key}`)
    if (written !== undefined && written.body !== body) return problem('idempotency_mismatch')
    const id = written?.id ?? make()
    if (id instanceof Response) return id
    if (this.posts.get(id)?.isDeleted) return problem('gone')
    this.#written.set(`${seen.user.id} ${key}`, { body, id })
    return json(show(id), status)
  }

  #create({ body, user }: SeenRequest): string | Response {
    const made = postOfDraft(body, user!, this.media)
    return made instanceof Response ? made : this.addPost(made).id
  }

  #delete(id: string): Response {
    const stored = this.posts.get(id)
    if (stored === undefined) return problem('not_found')
    stored.isDeleted = true
    this.emit('post.deleted', { postId: id })
    return new Response(null, { status: 204 })
  }

  #paint({ body }: SeenRequest): string | Response {
    const { prompt, n = 1, size = '1024x1024' } = body as { prompt: string; n?: number; size?: string }
    if (prompt.includes('forbidden')) return problem('prompt_refused')
    const id = `generation-${this.generations.size + 1}`
    this.generations.set(id, makeGeneration(id, { prompt, n, size }))
    return id
  }

  #show(id: string, user: User | undefined): Post {
    const stored = this.posts.get(id)
    if (stored === undefined) throw new Error(`no post ${id}`)
    return showPost(stored, [...this.posts.values()], user)
  }

  #user(handle: string): User {
    const user = this.users.get(handle)
    if (user === undefined) throw new Error(`no user ${handle}`)
    return user
  }
}
