import { isFeedError } from '@ai-feed/core'
import type { NotificationsSnapshot, User } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { avatarTemplate, displayName } from '../post/avatar-template.js'
import { laterPostStyles } from '../post/later.styles.js'
import { postStyles } from '../post/post.styles.js'
import { AiAccountFailedEvent, AiAccountSignedOutEvent } from '../reactive/account-events.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import { FocusKeeper } from '../reactive/focus-keeper.js'
import { LanguageWatch } from '../reactive/language-watch.js'
import { LazyController } from '../reactive/lazy-controller.js'
import { listenToView } from '../reactive/page.js'
import { SignInWaiting } from '../reactive/sign-in-waiting.js'
import { StoreController } from '../reactive/store-controller.js'
import { noticeTemplate, retryButton } from '../post/notice-template.js'
import { errorSentence } from '../error-sentence.js'
import type { Strings } from '../strings.js'
import type { AccountHost } from './account-host.js'
import type { AccountMenu } from './account-menu.js'
import type { FailureNote } from './failure-note.js'
import { accountStyles } from './ai-account.styles.js'

/** What an account button draws and does. */
export class AccountView implements ReactiveController {
  readonly #host: AccountHost
  readonly #desk: ClientController
  readonly #internals: ElementInternals
  readonly #signIn: SignInWaiting
  readonly #news: StoreController<NotificationsSnapshot>
  readonly #menu: LazyController<AccountMenu>
  readonly #failure: FailureNote
  #isOpen = false
  #stopListening: (() => void) | undefined
  /** Whose sign-in has ended, also while it begins again. */
  #left: User | undefined

  constructor(
    host: AccountHost,
    desk: ClientController,
    announcer: Announcer,
    internals: ElementInternals,
    failure: FailureNote,
  ) {
    this.#host = host
    this.#desk = desk
    this.#failure = failure
    this.#internals = internals
    adoptStyles(host, [...postStyles, ...laterPostStyles, accountStyles])
    this.#signIn = new SignInWaiting(host, desk)
    this.#news = new StoreController<NotificationsSnapshot>(host)
    this.#menu = new LazyController(
      host,
      async () => {
        const { AccountMenu } = await import('./account-menu.js')
        return new AccountMenu(host, desk, announcer)
      },
      false,
    )
    // These keep themselves: Lit holds the controllers of a host.
    void new LanguageWatch(host)
    void new FocusKeeper(host, ['[part=chip]', 'button'])
    host.addController(this)
  }

  hostConnected(): void {
    this.#stopListening = listenToView(this.#host, ['pointerdown'], this.#closeFromOutside)
  }

  hostDisconnected(): void {
    this.#stopListening?.()
    this.#isOpen = false
  }

  hostUpdate(): void {
    const { status } = this.#desk.session
    const isListening = this.#host.notifications && status === 'signed-in'
    this.#news.store = isListening ? this.#desk.client?.notifications : undefined
    setStates(this.#internals, { 'signed-in': status === 'signed-in', 'signing-in': status === 'signing-in' })
  }

  async signIn(): Promise<void> {
    this.#failure.hide()
    try {
      await this.#signIn.start()
    } catch (error) {
      await this.#fail(error)
    }
  }

  async signOut(options: { readonly everywhere?: boolean } = {}): Promise<void> {
    this.#setOpen(false)
    this.#failure.hide()
    try {
      await this.#desk.client?.signOut(options)
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
        this.#left = undefined
        return this.#chipTemplate(session.user)
      case 'signing-in':
        if (session.waitingFor === 'server') return html`<span class="placeholder"></span>`
        return this.#signedOutTemplate()
      case 'signed-out':
        this.#left = undefined
        return this.#signedOutTemplate()
      case 'expired':
        this.#left = session.user
        return this.#signedOutTemplate()
      default:
        return session satisfies never
    }
  }

  #signedOutTemplate(): TemplateResult {
    const strings = this.#desk.allStrings
    return html`<div class="chip-box">
      <slot name="signed-out" @click=${this.#onSignIn}
        >${this.#left ? endedTemplate(this.#left, strings) : html`<button type="button" class="primary" part="sign-in-button">${strings.signIn}</button>`}</slot
      >${this.#failure.template(strings.close)}
      ${this.#signIn.isOwn ? html`<div class="below wide card" popover="manual">${this.#signIn.template()}</div>` : nothing}
    </div>`
  }

  #chipTemplate(user: User): TemplateResult {
    const strings = this.#desk.allStrings
    const unread = this.#news.value?.unread ?? 0
    return html`<div class="chip-box" @keydown=${this.#onKeydown} @focusout=${this.#onFocusout}>
        <button
          type="button"
          class="chip"
          part="chip"
          aria-expanded=${this.#isOpen}
          aria-controls=${this.#isOpen && this.#menu.value ? 'menu' : nothing}
          title=${strings.account(displayName(user))}
          @click=${() => this.#setOpen(!this.#isOpen)}
        >
          ${avatarTemplate(user)}<bdi class="name">${displayName(user)}</bdi>
          ${unread > 0 ? html`<span class="badge" part="badge" aria-hidden="true">${unread > 99 ? '99+' : unread}</span><span class="hush">${strings.unread(unread)}</span>` : nothing}
        </button>
        ${this.#isOpen ? this.#menuTemplate(user) : nothing} ${this.#failure.template(strings.close)}
      </div>
      ${this.#menu.value?.postTemplate() ?? nothing}`
  }

  #menuTemplate(user: User): TemplateResult | typeof nothing {
    const strings = this.#desk.allStrings
    if (this.#menu.value) return this.#menu.value.template(user, this.#host.notifications)
    if (!this.#menu.hasFailed) return nothing
    const button = retryButton(strings, () => void this.#menu.retry())
    return html`<div class="below wide card" popover="manual">
      ${noticeTemplate({ title: strings.codeMissing, button })}
    </div>`
  }

  /** A button that the page puts into the slot signs in too. */
  readonly #onSignIn = ({ target }: Event): void => {
    if (target instanceof Element && target.closest('button')) void this.signIn()
  }

  /** Who leaves the menu by Tab has closed it. */
  readonly #onFocusout = ({ relatedTarget }: FocusEvent): void => {
    const isInside = relatedTarget instanceof Node && this.#host.renderRoot.contains(relatedTarget)
    if (this.#isOpen && relatedTarget && !isInside) this.#setOpen(false)
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#isOpen) return
    event.stopPropagation()
    this.#setOpen(false)
    this.#host.focus()
  }

  readonly #closeFromOutside = (event: Event): void => {
    if (this.#isOpen && !event.composedPath().includes(this.#host)) this.#setOpen(false)
  }

  #setOpen(isOpen: boolean): void {
    if (isOpen && !this.#isOpen) void this.#menu.ready().then((menu) => menu?.opened())
    this.#isOpen = isOpen
    this.#host.requestUpdate()
  }

  async #fail(error: unknown): Promise<void> {
    if (!isFeedError(error)) return
    this.#failure.show(errorSentence(error.code, this.#desk.allStrings))
    await this.#host.updateComplete
    this.#host.dispatchEvent(new AiAccountFailedEvent(error))
  }
}

/** The button of somebody whose sign-in has ended: it still says whose it was. */
function endedTemplate(user: User, strings: Strings): TemplateResult {
  return html`<button type="button" class="chip ended" part="sign-in-button">
    ${avatarTemplate(user)}<span
      ><bdi class="name">${displayName(user)}</bdi><small>${strings.signInOnceMore}</small></span
    >
  </button>`
}
