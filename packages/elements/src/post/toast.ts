import { html, nothing } from 'lit'
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit'
import { laterIcons } from './later-icons.js'

/** A way to take back, or try again, what a toast tells of. */
export interface ToastButton {
  readonly label: string
  readonly onClick: () => void
}

const shownMs = 12_000

/** Where somebody is who may want a button of a toast: at it, or on the way to it by the Tab key. Whoever writes is not. */
const uses = '.toast:is(:hover, :focus-within), :focus-visible:not(textarea, ai-composer)'

/** One sentence about what was just done, for those who see; it goes by itself, but not from under a pointer or the focus, and
 *  what can be taken back waits for those who come by key. */
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
    return html`<div class="toast card" @pointerleave=${this.#wait} @focusout=${this.#wait}>
      <span>${sentence}</span>
      ${button ? html`<button type="button" class="ghost" data-toast @click=${act}>${button.label}</button>` : nothing}
      <button type="button" class="close" aria-label=${closeLabel} @click=${this.hide}>${laterIcons.close}</button>
    </div>`
  }

  readonly #wait = (): void => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#host.renderRoot.querySelector(this.#shown?.button ? uses : '.toast:is(:hover, :focus-within)'))
        this.#wait()
      else this.hide()
    }, shownMs)
  }
}
