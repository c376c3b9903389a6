import { html } from 'lit'
import type { ReactiveControllerHost, TemplateResult } from 'lit'

/** The one live region of an element. Saying the same sentence twice in a row is heard once. */
export class Announcer {
  readonly #host: ReactiveControllerHost
  #sentence = ''

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  /** Says a sentence as soon as the reader is silent. */
  say(sentence: string): void {
    if (sentence === this.#sentence) return
    this.#sentence = sentence
    this.#host.requestUpdate()
  }

  /** The region; it must be in the first drawing of the element, or its words are not heard. */
  template(): TemplateResult {
    return html`<div class="hush" role="status" part="status">${this.#sentence}</div>`
  }
}
