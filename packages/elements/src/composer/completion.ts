import type { FeedClient, UserRef } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { avatarTemplate, displayName } from '../post/avatar-template.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController, ClientHost } from '../reactive/client-controller.js'
import type { CaptionCompletion } from './caption-template.js'
import { findWord } from './find-word.js'
import type { FoundWord } from './find-word.js'

type Suggestion = { readonly text: string; readonly user?: UserRef }

const maxSuggestions = 6
/** Who types goes on typing: the server is asked when the fingers rest. */
const restMs = 180

/** Completes mentions and tags while they are typed, by the pattern of a combobox with a list: the focus stays in the text,
 *  arrows walk, Enter and Tab take, Escape closes. */
export class Completion implements CaptionCompletion {
  readonly #host: ClientHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  readonly #write: (text: string) => void
  #found: FoundWord | undefined
  #suggestions: readonly Suggestion[] = []
  #active = -1
  #asking: AbortController | undefined
  #tags: { readonly client: FeedClient; readonly list: Promise<readonly string[]> } | undefined

  /** @param write takes the text with what was chosen */
  constructor(host: ClientHost, desk: ClientController, announcer: Announcer, write: (text: string) => void) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
    this.#write = write
  }

  get isOpen(): boolean {
    return this.#suggestions.length > 0
  }

  get activeId(): string | undefined {
    return this.isOpen && this.#active >= 0 ? `suggestion-${this.#active}` : undefined
  }

  /** Looks at what stands before the caret after something was typed. */
  look(field: HTMLTextAreaElement): void {
    const isCaret = field.selectionStart === field.selectionEnd
    const found = isCaret ? findWord(field.value, field.selectionStart) : undefined
    if (!found) return this.close()
    this.#found = found
    void this.#ask(found)
  }

  /** Looks again once the caret was moved away from what the list is of. */
  readonly follow = ({ currentTarget }: Event): void => {
    const field = currentTarget as HTMLTextAreaElement
    const caret = this.#found && this.#found.start + 1 + this.#found.query.length
    if (this.isOpen && (field.selectionStart !== caret || field.selectionEnd !== caret)) this.look(field)
  }

  close(): void {
    this.#asking?.abort()
    this.#found = undefined
    if (this.isOpen) this.#show([])
  }

  /** @returns whether the key was meant for the list */
  press(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) return false
    // With Shift, arrows select; with others, keys have meanings of their own.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false
    const count = this.#suggestions.length
    switch (event.key) {
      case 'ArrowDown':
        this.#active = (this.#active + 1) % count
        break
      case 'ArrowUp':
        this.#active = (Math.max(this.#active, 0) + count - 1) % count
        break
      case 'Enter':
      case 'Tab':
        if (this.#active < 0) return false
        this.#take(this.#active, event.target as HTMLTextAreaElement)
        break
      case 'Escape':
        this.close()
        break
      default:
        return false
    }
    event.preventDefault()
    // A dialog around the composer stays open.
    event.stopPropagation()
    this.#host.requestUpdate()
    return true
  }

  template(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing
    const strings = this.#desk.allStrings
    return html`<ul
      class="suggestions menu card"
      id="suggestions"
      role="listbox"
      aria-label=${strings.suggestionsLabel}
    >
      ${this.#suggestions.map(
        ({ text, user }, index) =>
          html`<li
            id="suggestion-${index}"
            role="option"
            aria-selected=${index === this.#active}
            @pointerdown=${(event: Event) => this.#onPointer(event, index)}
          >
            ${user ? html`${avatarTemplate(user)}<bdi class="name">${displayName(user)}</bdi>` : nothing}
            <bdi class=${user ? 'quiet' : 'name'}>${text}</bdi>
          </li>`,
      )}
    </ul>`
  }

  async #ask(found: FoundWord): Promise<void> {
    this.#asking?.abort()
    const { signal } = (this.#asking = new AbortController())
    try {
      const suggestions = await (found.kind === 'mention'
        ? this.#findUsers(found.query, signal)
        : this.#findTags(found.query))
      if (signal.aborted || found !== this.#found) return
      const typed = found.query.toLowerCase()
      this.#show(suggestions.filter(({ text }) => text.slice(1).toLowerCase() !== typed).slice(0, maxSuggestions))
      // Somebody may mean a tag that nobody used before: there, Enter begins a new line until an arrow was pressed.
      this.#active = found.kind === 'mention' ? 0 : -1
    } catch {
      // No suggestions: it is an aid, and what is typed counts as it stands.
      this.#tags = undefined
      if (!signal.aborted) this.#show([])
    }
  }

  async #findUsers(query: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
    const { client, session } = this.#desk
    if (!client || session.status !== 'signed-in') return []
    await new Promise((resolve) => setTimeout(resolve, restMs))
    signal.throwIfAborted()
    const users = await client.findUsers(query, { signal, limit: maxSuggestions })
    return users.map((user) => ({ text: `@${user.handle}`, user }))
  }

  /** Tags of the newest posts, those used most often first. */
  async #findTags(query: string): Promise<readonly Suggestion[]> {
    const { client } = this.#desk
    if (!client) return []
    if (this.#tags?.client !== client) this.#tags = { client, list: loadTags(client) }
    const begin = query.toLowerCase()
    return (await this.#tags.list)
      .filter((tag) => tag.toLowerCase().startsWith(begin))
      .map((tag) => ({ text: `#${tag}` }))
  }

  #show(suggestions: readonly Suggestion[]): void {
    const strings = this.#desk.allStrings
    if (suggestions.length !== this.#suggestions.length && suggestions.length > 0) {
      this.#announcer.say(strings.suggestions(suggestions.length))
    }
    this.#suggestions = suggestions
    this.#active = -1
    this.#host.requestUpdate()
  }

  #onPointer(event: Event, index: number): void {
    // The focus stays in the text.
    event.preventDefault()
    const field = this.#host.renderRoot.querySelector<HTMLTextAreaElement>('.caption')
    if (field) this.#take(index, field)
  }

  #take(index: number, field: HTMLTextAreaElement): void {
    const [found, chosen] = [this.#found, this.#suggestions[index]]
    if (!found || !chosen) return
    const space = field.value[found.end] === ' ' ? '' : ' '
    field.setRangeText(chosen.text + space, found.start, found.end, 'end')
    this.close()
    this.#write(field.value)
  }
}

async function loadTags(client: FeedClient): Promise<readonly string[]> {
  const uses = new Map<string, number>()
  for await (const { items } of client.feed('explore').pages({ limit: 50 })) {
    for (const { post } of items) {
      for (const segment of post.text) {
        if (segment.type === 'tag') uses.set(segment.tag, (uses.get(segment.tag) ?? 0) + 1)
      }
    }
    break
  }
  return [...uses].toSorted(([, one], [, other]) => other - one).map(([tag]) => tag)
}
