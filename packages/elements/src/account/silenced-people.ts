import { isFeedError } from '@ai-feed/core'
import type { FeedClient, UserRef } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSentence } from '../error-sentence.js'
import { avatarTemplate, displayName } from '../post/avatar-template.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import type { AccountHost } from './account-host.js'

/** How one list of silenced people is read, and how somebody gets off it. */
interface List {
  readonly load: 'loadBlocked' | 'loadMuted'
  readonly set: 'setBlocked' | 'setMuted'
  readonly undo: 'unblock' | 'unmute'
  readonly undone: 'unblocked' | 'unmuted'
  people: readonly UserRef[]
  /** Cursor of the next page; absent after the last one. */
  next?: string | undefined
}

/** The way back to people who were muted or blocked: their posts, where one did it, are not there any more. */
export class SilencedPeople {
  readonly #host: AccountHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  #lists: readonly List[] = []
  #isLoading = false
  #failure = ''

  constructor(host: AccountHost, desk: ClientController, announcer: Announcer) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
  }

  template(strings: Strings): TemplateResult {
    const isEmpty = this.#lists.every(({ people, next }) => people.length === 0 && !next)
    const isDone = !this.#isLoading && !this.#failure
    const isEmptyList = this.#lists.every(({ people }) => people.length === 0)
    const hasMore = this.#lists.some(({ next }) => next) || Boolean(this.#failure)
    return html`<details class="silenced" @toggle=${this.#onToggle}>
      <summary>${strings.silenced}</summary>
      <ul>
        ${this.#lists.flatMap((list) => list.people.map((user) => this.#row(list, user, strings)))}
      </ul>
      ${this.#isLoading ? html`<p class="quiet">${strings.loading}</p>` : nothing}
      ${isEmpty && isDone ? html`<p class="quiet">${strings.silencedNobody}</p>` : nothing}
      ${this.#failure ? html`<p class="danger">${this.#failure}</p>` : nothing}
      ${
        hasMore && (!this.#isLoading || !isEmptyList)
          ? html`<button type="button" class="more-news" @click=${(event: Event) => void this.#showMore(event)}>
              ${this.#failure ? strings.retry : strings.loadMore}
            </button>`
          : nothing
      }
    </details>`
  }

  #row(list: List, user: UserRef, strings: Strings): TemplateResult {
    return html`<li>
      ${avatarTemplate(user)}
      <span class="told">
        <bdi>${displayName(user)}</bdi>
        <button type="button" @click=${(event: Event) => void this.#undo(list, user, event)}>
          <bdi>${strings[list.undo](user.handle)}</bdi>
        </button>
      </span>
    </li>`
  }

  readonly #onToggle = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return
    this.#lists = [
      { load: 'loadBlocked', set: 'setBlocked', undo: 'unblock', undone: 'unblocked', people: [], next: '' },
      { load: 'loadMuted', set: 'setMuted', undo: 'unmute', undone: 'unmuted', people: [], next: '' },
    ]
    void this.#loadMore()
  }

  /** Loads the next page of each list that has one. */
  async #loadMore(): Promise<void> {
    const { client } = this.#desk
    const lists = this.#lists
    if (!client) return
    this.#show(true)
    try {
      await Promise.all(lists.filter(({ next }) => next !== undefined).map((list) => loadPage(client, list)))
      if (lists === this.#lists) this.#show(false)
    } catch (error) {
      if (lists === this.#lists) this.#show(false, this.#sentenceOf(error))
    }
  }

  /** Loads more. Whoever pressed the button by a key goes on at the first that is new. */
  async #showMore({ currentTarget }: Event): Promise<void> {
    const button = currentTarget as HTMLElement
    const root = this.#host.renderRoot as ShadowRoot
    const hadFocus = root.activeElement === button
    const before = this.#buttons()
    const known = new Set(this.#lists.flatMap(({ people }) => people.map(({ id }) => id)))
    await this.#loadMore()
    await this.#host.updateComplete
    if (!hadFocus || (root.activeElement !== button && button.isConnected)) return
    const rows = this.#lists.flatMap(({ people }) => people)
    const at = rows.findIndex(({ id }) => !known.has(id))
    if (this.#buttons().length > before.length) this.#buttons()[at]?.focus()
  }

  /** Lets somebody off a list, and moves the cursor to the next one there. */
  async #undo(list: List, user: UserRef, event: Event): Promise<void> {
    const button = event.currentTarget as HTMLButtonElement
    const place = this.#buttons().indexOf(button)
    try {
      const submission = await this.#desk.client?.[list.set](user.handle, false)
      await submission?.done
    } catch (error) {
      const sentence = this.#sentenceOf(error)
      this.#announcer.say(sentence)
      this.#show(false, sentence)
      return
    }
    list.people = list.people.filter(({ id }) => id !== user.id)
    this.#announcer.say(this.#desk.allStrings[list.undone](user.handle))
    this.#show(false)
    await this.#host.updateComplete
    const left = this.#buttons()
    const next = left[place] ?? left.at(-1) ?? this.#host.renderRoot.querySelector<HTMLElement>('.silenced summary')
    next?.focus()
  }

  #buttons(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.silenced li button')]
  }

  #sentenceOf(error: unknown): string {
    return errorSentence(isFeedError(error) ? error.code : undefined, this.#desk.allStrings)
  }

  #show(isLoading: boolean, failure = ''): void {
    this.#isLoading = isLoading
    this.#failure = failure
    this.#host.requestUpdate()
  }
}

async function loadPage(client: FeedClient, list: List): Promise<void> {
  const { items, next } = await client[list.load]({ cursor: list.next || undefined })
  list.people = [...list.people, ...items]
  list.next = next
}
