import { html, nothing } from 'lit'
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit'
import { laterIcons } from './later-icons.js'

/** A way to take back, or try again, what a toast tells of. */
export interface ToastButton {
  readonly label: string
  readonly onClick: () => void
}

const shownMs = 12_000

/** One sentence about what was just done, for those who see; it goes by itself unless somebody is at its buttons. */
export class Toast implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }
  #shown: { readonly sentence: string; readonly button: ToastButton | undefined } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host
    host.addController(this)
  }

  show(sentence: string, button?: ToastButton): void {
    this.#shown = { sentence, button }
    this.#wait()
    this.#host.requestUpdate()
  }

  readonly hide = (): void => {
    clearTimeout(this.#timer)
    this.#shown = undefined
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.hide()
  }

  /** Draws it; nothing while there is nothing to tell. */
  template(closeLabel: string): TemplateResult | typeof nothing {
    if (!this.#shown) return nothing
    const { sentence, button } = this.#shown
    const act = (): void => {
      this.hide()
      button?.onClick()
    }
    return html`<div class="toast card">
      <span>${sentence}</span>
      ${button ? html`<button type="button" class="ghost" data-toast @click=${act}>${button.label}</button>` : nothing}
      <button type="button" class="close" aria-label=${closeLabel} @click=${this.hide}>${laterIcons.close}</button>
    </div>`
  }

  #wait(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#host.renderRoot.querySelector('.toast:is(:hover,:focus-within)')) this.#wait()
      else this.hide()
    }, shownMs)
  }
}
