import { isFeedError } from '@ai-feed/core'
import type { FeedError, Notification, Notifications } from '@ai-feed/core'
import type { AccountHost } from './account-host.js'

/** The notifications as somebody reads them: what arrives meanwhile waits until they ask for it, so that nothing moves under a
 *  pointer or the focus. */
export class NewsList {
  readonly #host: AccountHost
  readonly #getStore: () => Notifications | undefined
  #items: readonly Notification[] = []
  #fresh: ReadonlySet<string> = new Set()
  /** Why the last thing that was wanted did not come. */
  error: FeedError | undefined
  isBusy = false
  hasMore = false

  constructor(host: AccountHost, getStore: () => Notifications | undefined) {
    this.#host = host
    this.#getStore = getStore
  }

  /** Those that are shown, with their posts as they are now. */
  get items(): readonly Notification[] {
    const { items = [] } = this.#getStore()?.getSnapshot() ?? {}
    const now = new Map(items.map((item) => [versionOf(item), item]))
    return this.#items.map((item) => now.get(versionOf(item)) ?? item)
  }

  /** Ids of those that were unread when the list was shown. */
  get fresh(): ReadonlySet<string> {
    return this.#fresh
  }

  /** How many have arrived since. One that more people joined is another one. */
  get waiting(): number {
    if (this.isBusy || this.error) return 0
    const shown = new Set(this.#items.map(versionOf))
    const { items = [], unread = 0 } = this.#getStore()?.getSnapshot() ?? {}
    if (items.length === 0) return unread
    return items.filter((item) => !item.read && !shown.has(versionOf(item))).length
  }

  /** Nobody reads them now. */
  forget(): void {
    this.#items = []
    this.error = undefined
  }

  /** Shows the newest, and says that they were seen. */
  refresh(): Promise<void> {
    return this.#run(async (store) => {
      await store.refresh()
      this.#items = store.getSnapshot().items
      this.#fresh = new Set(this.#items.flatMap(({ id, read }) => (read ? [] : [id])))
      // What could not be marked stays unread.
      if (this.#fresh.size > 0) void store.markRead().catch(() => undefined)
    })
  }

  /** Shows older ones below. @returns the id of the first of them */
  async loadMore(): Promise<string | undefined> {
    const before = this.#items.length
    await this.#run(async (store) => {
      do {
        const loaded = await store.loadMore()
        const known = new Set(this.#items.map(({ id }) => id))
        this.#items = [...this.#items, ...loaded.filter(({ id }) => !known.has(id))]
        // A page that was read before newer ones took its place is read again.
      } while (this.#items.length === before && store.getSnapshot().hasMore)
    })
    return this.#items[before]?.id
  }

  async #run(work: (store: Notifications) => Promise<void>): Promise<void> {
    const store = this.#getStore()
    if (!store || this.isBusy) return
    this.isBusy = true
    this.#host.requestUpdate()
    try {
      await work(store)
      this.hasMore = store.getSnapshot().hasMore
      this.error = undefined
    } catch (error) {
      if (isFeedError(error)) this.error = error
    }
    this.isBusy = false
    this.#host.requestUpdate()
  }
}

const versionOf = ({ id, seq, actorCount }: Notification): string => `${id} ${seq ?? actorCount}`
