import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import type { ClientController, ClientHost } from './client-controller.js'
import { isFocusFree, isPageSeen, listenToView } from './page.js'
import { callOffSignIn, ensureSignedIn, signInFrom } from './sign-in.js'

/** How long somebody who came back to the page may take to be signed in before it says that no answer came. */
const patienceMs = 2_500

/** Signs in for an element and draws that the window is waited for, with the ways to go on without it. A window that
 *  was closed cannot be noticed (COOP), but that somebody is back on this page can. */
export class SignInWaiting implements ReactiveController {
  readonly #host: ClientHost
  readonly #desk: ClientController
  #wishes = 0
  #isBack = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopListening: (() => void) | undefined

  constructor(host: ClientHost, desk: ClientController) {
    this.#host = host
    this.#desk = desk
    host.addController(this)
  }

  /** Whether this element asked for the sign-in that waits for its window now. */
  get isOwn(): boolean {
    return this.#wishes > 0 && this.#isWaiting
  }

  /** Sees to it that somebody is signed in, as `ensureSignedIn`, and gives the focus back to the control that it began with. */
  async ensure(): Promise<boolean> {
    const { client } = this.#desk
    return client !== undefined && this.#run(() => ensureSignedIn(this.#host, client))
  }

  /** Signs in, or tries once more. Call it inside a click. */
  async start(mode?: 'popup' | 'redirect'): Promise<void> {
    const { client } = this.#desk
    if (client) await this.#run(async () => Boolean(await signInFrom(this.#host, client, mode)))
  }

  hostConnected(): void {
    this.#stopListening = listenToView(this.#host, ['focus', 'visibilitychange'], this.#onReturn)
  }

  hostDisconnected(): void {
    this.#stopListening?.()
    this.#forget()
  }

  hostUpdate(): void {
    if (!this.#isWaiting) this.#forget()
  }

  /** Draws it; put it where the eyes are. */
  template(): TemplateResult {
    const strings = this.#desk.allStrings
    return html`<div class="waiting-box">
      <span>${this.#isBack ? strings.signInIdle : strings.signingIn}</span>
      ${this.#isBack ? nothing : html`<span class="quiet">${strings.signInStuck}</span>`}
      <div class="waiting-buttons">
        <button type="button" class="ghost" @click=${() => this.#again('popup')}>${strings.signInAgain}</button>
        <button type="button" class="ghost" @click=${() => this.#again('redirect')}>${strings.signInHere}</button>
        <button type="button" class="ghost" data-cancel @click=${this.#callOff}>${strings.cancel}</button>
      </div>
    </div>`
  }

  get #isWaiting(): boolean {
    const { session } = this.#desk
    return session.status === 'signing-in' && session.waitingFor === 'window'
  }

  async #run(work: () => Promise<boolean>): Promise<boolean> {
    const root = this.#host.renderRoot as ShadowRoot
    const before = root.activeElement as HTMLElement | null
    this.#wishes += 1
    try {
      return await work()
    } finally {
      this.#wishes -= 1
      this.#host.requestUpdate()
      await this.#host.updateComplete
      if (before?.isConnected && isFocusFree(this.#host)) before.focus()
    }
  }

  #again(mode: 'popup' | 'redirect'): void {
    this.#forget()
    this.start(mode).catch(() => {
      // Whoever wanted the sign-in hears the same failure, and says it.
    })
  }

  readonly #callOff = (): void => {
    if (this.#desk.client) callOffSignIn(this.#desk.client)
  }

  readonly #onReturn = (): void => {
    if (!this.#isWaiting || !isPageSeen(this.#host) || this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#isBack = true
      this.#host.requestUpdate()
    }, patienceMs)
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isBack = false
  }
}
