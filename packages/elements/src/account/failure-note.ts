import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { laterIcons } from '../post/later-icons.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientHost } from '../reactive/client-controller.js'
import { listenToView } from '../reactive/page.js'

/** Says below an account button what did not work, until somebody closes it, presses Escape or a button elsewhere. */
export class FailureNote implements ReactiveController {
  readonly #host: ClientHost
  readonly #announcer: Announcer
  #sentence = ''
  #shownOnce = ''
  #stopListening: (() => void) | undefined

  constructor(host: ClientHost, announcer: Announcer) {
    this.#host = host
    this.#announcer = announcer
    host.addController(this)
  }

  hostConnected(): void {
    this.#stopListening = listenToView(this.#host, ['pointerdown', 'keydown'], this.#onInput)
  }

  hostDisconnected(): void {
    this.#stopListening?.()
    this.#sentence = this.#shownOnce = ''
  }

  show(sentence: string): void {
    this.#sentence = sentence
    this.#announcer.say(sentence)
    this.#host.requestUpdate()
  }

  /** Shows what stays true however often it is drawn; who has closed it is not told again. */
  showOnce(sentence: string): void {
    if (sentence === this.#shownOnce) return
    this.#shownOnce = this.#sentence = sentence
    this.#announcer.say(sentence)
  }

  readonly hide = (): void => {
    if (!this.#sentence) return
    this.#sentence = ''
    this.#host.requestUpdate()
  }

  /** @param closeLabel names its button; without words for it there is none */
  template(closeLabel?: string): TemplateResult | typeof nothing {
    if (!this.#sentence) return nothing
    const close = (): void => {
      this.hide()
      this.#host.focus()
    }
    return html`<div class="failure below wide card" popover="manual">
      <p class="problem">${this.#sentence}</p>
      ${closeLabel ? html`<button type="button" class="close" aria-label=${closeLabel} @click=${close}>${laterIcons.close}</button>` : nothing}
    </div>`
  }

  readonly #onInput = (event: Event): void => {
    const { key } = event as Partial<KeyboardEvent>
    if (event.type === 'keydown' ? key === 'Escape' : !event.composedPath().includes(this.#host)) this.hide()
  }
}
