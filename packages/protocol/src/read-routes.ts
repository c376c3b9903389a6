import { isPathPart } from './path-part.js'

/** Paths of the wire that a feed is read by, as functions of their parts. Every part is percent-encoded. Apart, so that who only
 *  reads does not carry the others. */
export const readRoutes = {
  feed: (feed: string): string => v1('feeds', feed),
  events: (): string => v1('events'),
  post: (id: string): string => v1('posts', id),
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

/** Builds the query of a read in the fixed order; absent values are left out. */
export function readQuery(values: Partial<Record<(typeof QUERY_ORDER)[number], string | number | undefined>>): string {
  const parts = QUERY_ORDER.flatMap((name) => {
    // A page may have put something into Object.prototype.
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
