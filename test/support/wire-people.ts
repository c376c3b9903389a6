import type { Notification, User } from '@ai-feed/protocol'
import { json, me, problem } from './wire-answers.ts'
import type { SeenRequest } from './wire-faults.ts'

/** What users of a stub have to do with each other. */
export class WirePeople {
  readonly #users: ReadonlyMap<string, User>
  /** `kind from to`, by handles: `blocks anna ben`. */
  readonly relations = new Set<string>()
  /** Newest first. */
  notifications: Notification[] = []
  /** What was said about notifications that were seen, in order. */
  readonly markers: unknown[] = []
  /** Defaults that were changed. */
  defaults: { feedOrder?: 'score' | 'newest' } = {}
  /** Bodies of the reports. */
  readonly reports: unknown[] = []

  constructor(users: ReadonlyMap<string, User>) {
    this.#users = users
  }

  /** Answers what is about people; undefined for everything else. */
  answer(route: string, seen: SeenRequest): Response | undefined {
    const { method, path, user, query } = seen
    if (!/ (?:me|users|notifications)/.test(route)) return undefined
    if (user === undefined) return problem('sign_in_required')
    if (route === 'GET me') return json(me(user, this.defaults))
    if (route === 'PATCH me') return json(this.#changeMe(user, seen.body))
    if (route === 'GET me/x') return json(this.#silenced(user, path.split('/')[3] ?? '', query.get('cursor')))
    if (route === 'GET users') return json({ items: this.#find(query.get('q') ?? '', Number(query.get('limit'))) })
    if (route === 'GET notifications') return json(pageOf(this.notifications, query.get('cursor')))
    if (route === 'PUT notifications/x') {
      this.markers.push(seen.body)
      return new Response(null, { status: 204 })
    }
    const [, , , handle = '', kind = ''] = path.split('/')
    const other = this.#users.get(handle)
    if (other === undefined) return problem('not_found')
    const relation = `${kind} ${user.handle} ${handle}`
    if (method === 'PUT') this.relations.add(relation)
    else this.relations.delete(relation)
    const has = (name: string): boolean => this.relations.has(`${name} ${user.handle} ${handle}`)
    const viewer = { following: has('followers'), followedBy: false, blocking: has('blocks'), muting: has('mutes') }
    return json({ ...other, viewer })
  }

  /** Takes a report. @returns its id */
  report({ body }: SeenRequest): string {
    this.reports.push(body)
    return `report-${this.reports.length}`
  }

  #changeMe(user: User, body: unknown): object {
    const { defaults, name = user.name } = body as { defaults?: object; name?: string }
    this.defaults = { ...this.defaults, ...defaults }
    return me({ ...user, name }, this.defaults)
  }

  #find(start: string, limit: number): object[] {
    return [...this.#users.values()]
      .filter(({ handle }) => handle.startsWith(start))
      .slice(0, limit)
      .map(({ id, handle, name }) => ({ id, handle, name }))
  }

  #silenced({ handle }: User, kind: string, cursor: string | null): object {
    const others = [...this.relations].toReversed().flatMap((relation) => {
      const [what, who, other = ''] = relation.split(' ')
      const found = what === kind && who === handle ? this.#users.get(other) : undefined
      return found ? [{ id: found.id, handle: other, name: found.name }] : []
    })
    return pageOf(others, cursor)
  }
}

/** Two a page; a cursor is the place of the first one. */
function pageOf(all: readonly object[], cursor: string | null): object {
  const start = Number(cursor ?? 0)
  return { items: all.slice(start, start + 2), ...(start + 2 < all.length ? { next: String(start + 2) } : {}) }
}
