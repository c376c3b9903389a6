import type { FeedClient } from '@ai-feed/core'
import { LitElement, css, html } from 'lit'
import type { CSSResult, PropertyDeclarations, TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { retryButton } from '../post/notice-template.js'
import { Announcer } from '../reactive/announcer.js'
import { ClientController, clientProperties } from '../reactive/client-controller.js'
import { LazyController } from '../reactive/lazy-controller.js'
import type { Strings } from '../strings.js'
import { laterTokens } from '../theme/later.styles.js'
import { tokens } from '../theme/tokens.styles.js'
import type { AccountHost } from './account-host.js'
import type { AccountView } from './account-view.js'
import { BelowButton } from './below-button.js'
import { FailureNote } from './failure-note.js'

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
  .chip-box {
    display: flex;
  }
  .ghost {
    white-space: nowrap;
  }
  .below {
    position: fixed;
    inset: auto;
    margin: 0;
    max-block-size: var(--_room);
    overflow: auto;
    color: var(--_text);
    box-shadow: 0 0.75rem 2.5rem rgb(0 0 0 / 0.2);
  }
  .wide {
    inline-size: min(20rem, 100% - 1.5rem);
    padding: 0.75rem 1rem;
    border-radius: 0.875rem;
  }
  .failure {
    display: flex;
    align-items: start;
    gap: 0.5rem;
    padding-inline-end: 0.5rem;
    overflow-wrap: anywhere;
  }
  .failure p {
    flex: 1;
    margin: 0;
    font-size: 0.875em;
    color: var(--_danger);
  }
  .failure .close {
    display: grid;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    flex: none;
    border-radius: 50%;
  }
  @media print {
    :host {
      display: none !important;
    }
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
  static override styles: CSSResult[] = [tokens, laterTokens, room]
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
  readonly #failure = new FailureNote(this, this.#announcer)

  constructor() {
    super()
    // Keeps itself: Lit holds the controllers of a host.
    void new BelowButton(this)
    this.#view = new LazyController(this, async () => {
      const [{ AccountView }] = await Promise.all([import('./account-view.js'), this.#desk.loadAllStrings()])
      return new AccountView(this, this.#desk, this.#announcer, this.#internals, this.#failure)
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
    if (!client && this.isConnected) {
      const again = (): void => this.#failure.show(strings.serverMissing)
      return this.#failed(
        strings.serverMissing,
        html`<button type="button" class="ghost" aria-label=${strings.serverMissing} @click=${again}>
          ${icons.warn}
        </button>`,
      )
    }
    if (this.#view.value) return this.#view.value.template()
    if (!this.#view.hasFailed) return html`<span class="placeholder"></span>`
    return this.#failed(
      strings.codeMissing,
      retryButton(strings, () => void this.#view.retry()),
    )
  }

  /** A button as wide as its word, and below it why there is nothing else. */
  #failed(sentence: string, button: TemplateResult): TemplateResult {
    this.#failure.showOnce(sentence)
    return html`<div class="chip-box">${button}${this.#failure.template()}</div>`
  }
}
