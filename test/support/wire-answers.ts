import { problemCodes, type Post, type ProblemCode, type User } from '@ai-feed/protocol'

/** The feeds in which a post stands. */
export function feedsOf(post: Post): string[] {
  if (post.commentOn !== undefined) return [`comments:${post.commentOn.id}`]
  const topic = post.topic === undefined ? [] : [`topic:${post.topic}`]
  const remixes = post.remixOf === undefined ? [] : [`remixes:${post.remixOf.id}`]
  const tags = post.text.flatMap((segment) => (segment.type === 'tag' ? [`tag:${segment.tag}`] : []))
  return ['explore', 'home', 'for-you', `user:${post.author.handle}`, ...topic, ...remixes, ...tags]
}

/** The body of GET /v1/me. */
export function me(user: User, changed: object = {}): object {
  const aiPreferences = { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' }
  const defaults = {
    visibility: 'public',
    commentPolicy: 'everyone',
    remixPolicy: 'everyone',
    aiPreferences,
    ...changed,
  }
  const quota = { limit: 50, used: 3, resetsAt: '2030-01-01T00:00:00.000Z' }
  return {
    ...user,
    site: { id: 'default', name: 'Demo' },
    scopes: ['read', 'write', 'generate'],
    defaults,
    quota,
    unread: 0,
  }
}

/** The nonce in a DPoP proof. */
export function nonceOf(proof: string | null): string | undefined {
  const claims = proof?.split('.')[1]
  if (claims === undefined) return undefined
  return (JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { nonce?: string }).nonce
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** A refusal as the wire says it. */
export function problem(code: ProblemCode, retryAfter?: number, headers: Record<string, string> = {}): Response {
  const { status, retryable } = problemCodes[code]
  const body = {
    type: `https://feed.test/problems/${code}`,
    title: `Title of ${code}`,
    status,
    code,
    detail: code,
    retryable,
    requestId: 'request-1',
  }
  return json(retryAfter === undefined ? body : { ...body, retryAfter }, status, headers)
}

/** An answer that never comes. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** The token endpoint for host single sign-on: the assertion is a handle. */
export function giveTokens(
  { body, headers }: { readonly body: unknown; readonly headers: Headers },
  nonce: string,
  users: ReadonlyMap<string, User>,
  tokens: Map<string, User>,
  usedCodes: Set<string>,
): Response {
  const form = new URLSearchParams(body as string)
  if (nonceOf(headers.get('dpop')) !== nonce) return json({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': nonce })
  // A code is a handle with something behind it, and good once; a refresh token is one too, and lasts.
  const code = form.get('code') ?? ''
  const grant = form.get('assertion') ?? form.get('refresh_token') ?? code
  const user = users.get(grant.split(' ', 1)[0] ?? '')
  if (user === undefined || usedCodes.has(code)) return json({ error: 'invalid_grant' }, 400)
  if (code !== '') usedCodes.add(code)
  const token = `token-${crypto.randomUUID()}`
  tokens.set(token, user)
  return json({
    access_token: token,
    token_type: 'DPoP',
    expires_in: 600,
    scope: 'read write generate',
    ...(code !== '' && { refresh_token: `${user.handle} ${crypto.randomUUID()}` }),
  })
}
