import { html } from 'lit'
import type { ReactiveControllerHost, TemplateResult } from 'lit'

interface AnnouncerHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment
}

/** The one live region of an element. Saying the same sentence twice in a row is heard once. */
export class Announcer {
  readonly #host: AnnouncerHost
  #sentence = ''

  constructor(host: AnnouncerHost) {
    this.#host = host
  }

  /** Says a sentence as soon as the reader is silent. */
  say(sentence: string): void {
    if (sentence === this.#sentence) return
    this.#sentence = sentence
    void this.#write()
  }

  /** Writes into the region as it stands: drawing the whole element for this would be dear. */
  async #write(): Promise<void> {
    await this.#host.updateComplete
    const region = this.#host.renderRoot.querySelector('[data-announcer]')
    if (region) region.textContent = this.#sentence
  }

  /** The region; it must be in the first drawing of the element, or its words are not heard. */
  template(): TemplateResult {
    return html`<div class="hush" role="status" part="status" data-announcer></div>`
  }
}
