import type { FeedClient } from '@ai-feed/core'
import { LitElement, css, html } from 'lit'
import type { CSSResult, PropertyDeclarations, TemplateResult } from 'lit'
import { noticeTemplate, retryButton } from '../post/notice-template.js'
import { Announcer } from '../reactive/announcer.js'
import { ClientController, clientProperties } from '../reactive/client-controller.js'
import { LazyController } from '../reactive/lazy-controller.js'
import type { Strings } from '../strings.js'
import { tokens } from '../theme/tokens.styles.js'
import type { AccountHost } from './account-host.js'
import type { AccountView } from './account-view.js'

/* As wide from the first moment as a button will be, and not as wide as the page. */
const room = css`
  :host {
    display: inline-block;
    container-type: normal;
    margin: 0;
    inline-size: auto;
    max-inline-size: 100%;
    vertical-align: middle;
  }
  .placeholder {
    display: block;
    inline-size: 5.5rem;
    block-size: 2.5rem;
  }
`

/** `<ai-account>`: a button to sign in, then who is signed in, with a menu. What it draws comes from a chunk of its own.
 *
 *  @slot signed-out - In place of the button; a button in it signs in too.
 *  @cssState signed-in - Somebody is signed in.
 *  @cssState signing-in - The sign-in window is open.
 *  @csspart sign-in-button - Signs in.
 *  @csspart chip - Who is signed in; opens the menu.
 *  @csspart menu - The menu.
 *  @csspart badge - How many notifications are unread.
 *  @csspart retry-button - Tries again what failed.
 *  @csspart status - What assistive technology is told; nobody sees it.
 */
export class AiAccount extends LitElement implements AccountHost {
  static override styles: CSSResult[] = [tokens, room]
  static override properties: PropertyDeclarations = {
    ...clientProperties,
    notifications: { type: Boolean },
  }

  declare server: string
  declare site: string
  declare theme: AccountHost['theme']
  declare client: FeedClient | undefined
  declare strings: Partial<Strings> | undefined
  notifications = false

  readonly #internals = this.attachInternals()
  readonly #desk = new ClientController(this)
  readonly #announcer = new Announcer(this)
  readonly #view: LazyController<AccountView>

  constructor() {
    super()
    this.#view = new LazyController(this, async () => {
      const [{ AccountView }] = await Promise.all([import('./account-view.js'), this.#desk.loadAllStrings()])
      return new AccountView(this, this.#desk, this.#announcer, this.#internals)
    })
  }

  /** Signs in. Call it inside a click: it opens a window. */
  async signIn(): Promise<void> {
    const view = this.#view.value ?? (await this.#view.retry())
    await view?.signIn()
  }

  /** Signs out here, or on every page and device. */
  async signOut(options: { everywhere?: boolean } = {}): Promise<void> {
    const view = this.#view.value ?? (await this.#view.retry())
    await view?.signOut(options)
  }

  /** Puts the focus on the button. */
  override focus(options?: FocusOptions): void {
    void this.#view
      .ready()
      .then(() => this.updateComplete)
      .then(() => this.renderRoot.querySelector<HTMLElement>('button')?.focus(options))
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  }

  protected override render(): TemplateResult {
    return html`<div class="shell" lang=${this.#desk.language}>${this.#content()}${this.#announcer.template()}</div>`
  }

  #content(): TemplateResult {
    const { strings, client } = this.#desk
    if (!client && this.isConnected) return noticeTemplate({ title: strings.serverMissing })
    if (this.#view.value) return this.#view.value.template()
    if (!this.#view.hasFailed) return html`<span class="placeholder"></span>`
    return noticeTemplate({ title: strings.codeMissing, button: retryButton(strings, () => void this.#view.retry()) })
  }
}
