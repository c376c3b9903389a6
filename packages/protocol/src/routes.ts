import { isPathPart } from './path-part.js'

/** Paths of the wire that our clients ask for, as functions of their parts. Every part is percent-encoded; one that can be no
 *  segment of a path is a TypeError. */
export const routes = {
  feed: (feed: string): string => v1('feeds', feed),
  events: (): string => v1('events'),
  media: (): string => v1('media'),
  generations: (): string => v1('generations'),
  generation: (id: string): string => v1('generations', id),
  posts: (): string => v1('posts'),
  post: (id: string): string => v1('posts', id),
  mark: (id: string, kind: 'likes' | 'reposts' | 'bookmarks'): string => v1('posts', id, kind, 'me'),
  users: (): string => v1('users'),
  user: (handle: string): string => v1('users', handle),
  relation: (handle: string, kind: 'followers' | 'blocks' | 'mutes'): string => v1('users', handle, kind, 'me'),
  me: (): string => v1('me'),
  silenced: (kind: 'blocks' | 'mutes'): string => v1('me', kind),
  notifications: (): string => v1('notifications'),
  marker: (): string => v1('notifications', 'marker'),
  reports: (): string => v1('reports'),
  limits: (): string => v1('limits'),
  authorize: (): string => '/oauth/authorize',
  token: (): string => '/oauth/token',
  revoke: (): string => '/oauth/revoke',
  relay: (origin: string): string => `/oauth/relay/${encodeOrigin(origin)}`,
} as const

/** Writes a path below the wire's first version. @throws TypeError when a part would lead elsewhere */
export function v1(...parts: readonly string[]): string {
  return ['/v1', ...parts.map(encodePart)].join('/')
}

function encodePart(part: string): string {
  if (!isPathPart(part)) throw new TypeError(`no id or handle: ${part}`)
  return encodeURIComponent(part)
}

/** The order in which query parameters are written, so that a preload and a fetch share one URL. */
export const QUERY_ORDER = ['site', 'limit', 'cursor', 'after', 'around', 'q', 'viewer'] as const

/** The scopes that a site's client asks for. */
export const SITE_SCOPES = ['read', 'write', 'generate'] as const

/** What a session may do; `account` is for the server's own pages alone. */
export type Scope = (typeof SITE_SCOPES)[number] | 'account'

/** Writes an origin as base64url without padding: one path segment that names one relay. */
export function encodeOrigin(origin: string): string {
  return btoa(origin).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Builds the query of a read in the fixed order; absent values are left out. */
export function readQuery(values: Partial<Record<(typeof QUERY_ORDER)[number], string | number | undefined>>): string {
  const parts = QUERY_ORDER.flatMap((name) => {
    // A page may have put something into Object.prototype.
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
