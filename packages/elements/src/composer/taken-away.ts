import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Announcer } from '../reactive/announcer.js'
import type { Strings } from '../strings.js'
import type { ComposerHost } from './composer-host.js'

/** Something that was taken out of a composer. */
export interface Taken {
  /** Says what is gone. */
  readonly sentence: string
  /** @returns whether there was room for it */
  readonly bringBack: () => boolean
  /** Whether it can come back only while nothing else was written. */
  readonly needsEmpty?: boolean
}

/** What somebody took out of a composer last: one click brings it back, until they paint, post or take out something else.
 *  No clock takes the offer away. */
export class TakenAway {
  readonly #host: ComposerHost
  readonly #announcer: Announcer
  #last: Taken | undefined

  constructor(host: ComposerHost, announcer: Announcer) {
    this.#host = host
    this.#announcer = announcer
  }

  /** Takes something out by `remove`. Whoever had the focus in the composer has it where it comes back by. */
  take(taken: Taken, remove: () => void): void {
    const hadFocus = (this.#host.renderRoot as ShadowRoot).activeElement !== null
    remove()
    this.#last = taken
    this.#announcer.say(taken.sentence)
    this.#host.requestUpdate()
    if (hadFocus) void this.#host.updateComplete.then(() => this.#button?.focus())
  }

  /** Takes the offer away once it cannot be kept any more.
   *  @param isEmpty whether nothing is written */
  look(isEmpty: boolean): void {
    if (this.#last?.needsEmpty && !isEmpty) this.forget()
  }

  forget(): void {
    this.#last = undefined
  }

  template(strings: Strings): TemplateResult | typeof nothing {
    if (!this.#last) return nothing
    const { sentence, bringBack } = this.#last
    const undo = (): void => {
      if (!bringBack()) return
      this.forget()
      this.#announcer.say(strings.broughtBack)
    }
    return html`<div class="note quiet">
      <span>${sentence}</span><button type="button" class="ghost" data-undo @click=${undo}>${strings.undo}</button>
    </div>`
  }

  get #button(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('[data-undo]')
  }
}
