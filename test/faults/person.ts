import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '@ai-feed/protocol'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import { postToken, writeAuthorizationRequest } from '../support/sign-in.ts'

/** Somebody who writes over the wire and does not give up until the server has answered for good. */
export interface Person {
  readonly handle: string
  /** Sends until an answer settles the matter, with the same headers and body each time: whatever kills the server or cuts
   *  the connection, the last answer is returned. @param cutAfterMs drops the first try after so many milliseconds. */
  insist(method: string, path: string, options?: Insistence): Promise<Response>
  /** One try; with a second one only to learn the nonce. */
  attempt(method: string, path: string, options?: Insistence): Promise<Response>
  /** One try, cut after some milliseconds and never repeated. What became of it nobody knows. */
  abandon(method: string, path: string, options: Insistence & { cutAfterMs: number }): Promise<void>
}

export interface Insistence {
  readonly body?: unknown
  readonly key?: string
  readonly cutAfterMs?: number
}

/** After so long without an answer a server hangs, on a slow machine too. */
const answerMs = 60_000
const patienceMs = 300_000

/** Makes an account on the server's own pages and signs in, knowing the address only. */
export async function createPerson(
  url: string,
  { handle, origin }: { handle: string; origin: string },
): Promise<Person> {
  const key = await createSessionKey()
  const request = writeAuthorizationRequest({ url }, { origin, key })
  const browser = createScriptFreeBrowser()
  const page = await browser.open(request.url.href)
  const form = await browser.open(`${page.url.href}/sign-up`)
  const end = await browser.submit(form, 'Create account', { handle, password: randomBytes(18).toString('base64url') })
  const code = end.url.searchParams.get('code')
  if (code === null) throw new Error(`sign-up ended at ${end.url} (${end.status}): ${end.html}`)
  const answer = await postToken({ url }, key, {
    grant_type: 'authorization_code',
    client_id: 'default',
    code,
    code_verifier: request.verifier,
    redirect_uri: request.redirectUri,
  })
  if (!answer.ok) throw new Error(`no tokens (${answer.status}): ${await answer.text()}`)
  let tokens = (await answer.json()) as Tokens
  let nonce: string | undefined

  async function send(method: string, path: string, { body, key: once, cutAfterMs }: Insistence): Promise<Response> {
    const response = await fetch(url + path, {
      method,
      headers: {
        Origin: origin,
        Authorization: `DPoP ${tokens.access_token}`,
        DPoP: await key.prove({ method, url: url + path, token: tokens.access_token, nonce }),
        ...(once !== undefined && { 'Idempotency-Key': once }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(cutAfterMs !== undefined && { signal: AbortSignal.timeout(Math.ceil(cutAfterMs)) }),
    })
    nonce = response.headers.get('DPoP-Nonce') ?? nonce
    return response
  }

  /** A long run outlives its access token. */
  async function refresh(): Promise<void> {
    const { refresh_token } = tokens
    const answer = await postToken({ url }, key, { grant_type: 'refresh_token', client_id: 'default', refresh_token })
    if (answer.ok) tokens = { ...tokens, ...((await answer.json()) as Tokens) }
  }

  return {
    handle,
    async insist(method, path, { cutAfterMs, ...options } = {}) {
      const patience = AbortSignal.timeout(patienceMs)
      let last = 'nothing'
      for (let isFirst = true; !patience.aborted; isFirst = false) {
        try {
          const response = await send(method, path, { ...options, cutAfterMs: (isFirst && cutAfterMs) || answerMs })
          const text = await response.text()
          if (!isTemporary(response, text)) return new Response(text || null, response)
          last = `${response.status} ${text}`
          if (text.includes('token_expired')) await refresh()
          if (response.status === 401) continue
        } catch (error) {
          // Cut, refused or killed: the next try will tell.
          last = String(error)
        }
        await delay(50)
      }
      throw new Error(`${method} ${path} had no answer in ${patienceMs} ms, at last: ${last}`)
    },
    async attempt(method, path, options = {}) {
      const response = await send(method, path, options)
      if (response.status !== 401) return response
      await response.body?.cancel()
      return send(method, path, options)
    },
    async abandon(method, path, options) {
      await send(method, path, options).then(
        (response) => response.arrayBuffer(),
        () => {},
      )
    },
  }
}

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
}

/** Answers that say "try again". */
function isTemporary(response: Response, text: string): boolean {
  if (response.status === 401) return /use_dpop_nonce|token_expired/.test(text)
  return response.status >= 500 || response.status === 429 || text.includes('idempotency_in_progress')
}

/** Every post of a feed, read page by page from its newest as anybody may. */
export async function readFeed(url: string, feed: string, limit = 100, site = 'default'): Promise<ReadPost[]> {
  const posts: ReadPost[] = []
  let cursor: string | undefined
  do {
    const query = new URLSearchParams({ site, limit: String(limit), ...(cursor !== undefined && { cursor }) })
    const response = await fetch(`${url}${routes.feed(feed)}?${query}`)
    if (!response.ok) throw new Error(`feed ${feed}: ${response.status} ${await response.text()}`)
    const page = (await response.json()) as { items: { post: ReadPost }[]; next?: string }
    posts.push(...page.items.map(({ post }) => post))
    cursor = page.next
  } while (cursor !== undefined)
  return posts
}

/** As much of a post as the ledger compares. */
export interface ReadPost {
  readonly id: string
  readonly text: readonly { readonly text: string }[]
  readonly counts: { readonly likes: number; readonly comments: number }
}
