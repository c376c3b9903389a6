import { isFeedError } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { avatarTemplate, displayName } from '../post/avatar-template.js'
import { laterPostStyles } from '../post/later.styles.js'
import { postStyles } from '../post/post.styles.js'
import { AiAccountFailedEvent, AiAccountSignedOutEvent } from '../reactive/account-events.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController, ClientHost } from '../reactive/client-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import { FocusKeeper } from '../reactive/focus-keeper.js'
import { SignInWaiting } from '../reactive/sign-in-waiting.js'
import { errorSentence } from '../error-sentence.js'
import { accountStyles } from './ai-account.styles.js'

/** What an account button draws and does. */
export class AccountView implements ReactiveController {
  readonly #host: ClientHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  readonly #internals: ElementInternals
  readonly #signIn: SignInWaiting
  #isOpen = false
  /** The side of the button that what opens below it keeps to. */
  #side: 'left' | 'right' = 'right'
  #problem = ''

  constructor(host: ClientHost, desk: ClientController, announcer: Announcer, internals: ElementInternals) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
    this.#internals = internals
    adoptStyles(host, [...postStyles, ...laterPostStyles, accountStyles])
    this.#signIn = new SignInWaiting(host, desk)
    // Keeps itself: Lit holds the controllers of a host.
    void new FocusKeeper(host, ['[part=chip]', 'button'])
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('pointerdown', this.#closeFromOutside)
  }

  hostDisconnected(): void {
    document.removeEventListener('pointerdown', this.#closeFromOutside)
    this.#isOpen = false
  }

  hostUpdate(): void {
    const { status } = this.#desk.session
    const { left, width } = this.#host.getBoundingClientRect()
    this.#side = left + width / 2 < document.documentElement.clientWidth / 2 ? 'left' : 'right'
    setStates(this.#internals, { 'signed-in': status === 'signed-in', 'signing-in': status === 'signing-in' })
  }

  async signIn(): Promise<void> {
    this.#problem = ''
    try {
      await this.#signIn.start()
    } catch (error) {
      await this.#fail(error)
    }
  }

  async signOut(): Promise<void> {
    this.#setOpen(false)
    try {
      await this.#desk.client?.signOut()
      await this.#host.updateComplete
      this.#host.dispatchEvent(new AiAccountSignedOutEvent())
      this.#host.focus()
    } catch (error) {
      await this.#fail(error)
    }
  }

  template(): TemplateResult {
    const { session } = this.#desk
    switch (session.status) {
      case 'unknown':
        return html`<span class="placeholder"></span>`
      case 'signed-in':
        return this.#chipTemplate(session.user)
      case 'signing-in':
        if (session.waitingFor === 'server') return html`<span class="placeholder"></span>`
        return this.#signedOutTemplate()
      case 'signed-out':
      case 'expired':
        return this.#signedOutTemplate()
      default:
        return session satisfies never
    }
  }

  #signedOutTemplate(): TemplateResult {
    return html`<div class="chip-box">
      <slot name="signed-out"
        ><button class="primary" part="sign-in-button" @click=${() => void this.signIn()}>
          ${this.#desk.allStrings.signIn}
        </button></slot
      >${this.#problem ? html`<p class="problem below wide card ${this.#side}">${this.#problem}</p>` : nothing}
      ${this.#signIn.isOwn ? html`<div class="below wide card ${this.#side}">${this.#signIn.template()}</div>` : nothing}
    </div>`
  }

  #chipTemplate(user: { handle: string; name: string; avatar?: { url: string } | undefined }): TemplateResult {
    const strings = this.#desk.allStrings
    return html`<div class="chip-box" @keydown=${this.#onKeydown}>
      <button
        class="chip"
        part="chip"
        aria-haspopup="true"
        aria-expanded=${this.#isOpen}
        title=${strings.account(displayName(user))}
        @click=${() => this.#setOpen(!this.#isOpen)}
      >
        ${avatarTemplate(user)}<bdi class="name">${displayName(user)}</bdi>
      </button>
      ${
        this.#isOpen
          ? html`<div class="menu below card ${this.#side}" part="menu">
              <p class="quiet"><bdi>@${user.handle}</bdi></p>
              <button @click=${() => void this.signOut()}>${strings.signOut}</button>
            </div>`
          : nothing
      }
    </div>`
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#isOpen) return
    event.stopPropagation()
    this.#setOpen(false)
    this.#host.focus()
  }

  readonly #closeFromOutside = (event: Event): void => {
    if ((!this.#isOpen && !this.#problem) || event.composedPath().includes(this.#host)) return
    this.#problem = ''
    this.#setOpen(false)
  }

  #setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen
    this.#host.requestUpdate()
  }

  async #fail(error: unknown): Promise<void> {
    if (!isFeedError(error)) return
    this.#problem = errorSentence(error.code, this.#desk.allStrings)
    this.#announcer.say(this.#problem)
    this.#host.requestUpdate()
    await this.#host.updateComplete
    this.#host.dispatchEvent(new AiAccountFailedEvent(error))
  }
}
