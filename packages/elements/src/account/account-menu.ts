import type { Me, User } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { errorSentence } from '../error-sentence.js'
import { avatarTemplate, displayName } from '../post/avatar-template.js'
import { laterIcons } from '../post/later-icons.js'
import { AiPostOpenEvent } from '../post/post-events.js'
import { titleTime } from '../post/title-time.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import type { AccountHost } from './account-host.js'
import { accountMenuStyles } from './account-menu.styles.js'
import { FeedOrderChoice } from './feed-order.js'
import { NewsList } from './news-list.js'
import { notificationTemplate } from './notifications-template.js'
import { SilencedPeople } from './silenced-people.js'

/** What an account button opens: who is signed in, what happened to them, and the ways out. */
export class AccountMenu implements ReactiveController {
  readonly #host: AccountHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  readonly #order: FeedOrderChoice
  readonly #silenced: SilencedPeople
  #me: Me | undefined
  #isAsking = false
  /** How many new notifications were told of. */
  #told = 0
  readonly #news: NewsList
  #openPostId = ''

  constructor(host: AccountHost, desk: ClientController, announcer: Announcer) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
    this.#news = new NewsList(host, () => (host.notifications ? desk.client?.notifications : undefined))
    this.#order = new FeedOrderChoice(host, desk, announcer)
    this.#silenced = new SilencedPeople(host, desk, announcer)
    adoptStyles(host, [accountMenuStyles])
    host.addController(this)
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector('dialog')
    if (dialog && !dialog.open && dialog.isConnected) dialog.showModal()
  }

  /** Shows how things are now, and the newest notifications, and says that they were seen. */
  async opened(): Promise<void> {
    this.#isAsking = false
    void this.#learn()
    this.#news.forget()
    await this.#news.refresh()
  }

  template(user: User, hasNews: boolean): TemplateResult {
    const strings = this.#desk.allStrings
    const { posts, followers } = (this.#me?.id === user.id ? this.#me : user).counts
    return html`<div
      class="menu account below card"
      popover="manual"
      part="menu"
      id="menu"
      role="group"
      aria-label=${strings.accountMenu}
    >
      <div class="profile">
        ${avatarTemplate(user)}
        <span class="told">
          <b><bdi>${displayName(user)}</bdi></b>
          <bdi class="quiet">@${user.handle}</bdi>
          <small class="quiet">${strings.accountCounts(posts, followers)}</small>
        </span>
      </div>
      ${hasNews ? this.#notificationsTemplate(strings) : nothing}
      <div class="ways">
        ${
          this.#isAsking
            ? html`<p>${strings.signOutQuestion}</p>
                <button type="button" class="danger" @click=${() => void this.#host.signOut({ everywhere: true })}>
                  ${strings.signOutEverywhere}
                </button>
                <button type="button" @click=${() => this.#ask(false)}>${strings.staySignedIn}</button>`
            : html`<a href=${this.#accountUrl} target="_blank" rel="noopener">${strings.accountPage}</a>
                ${this.#order.template(strings)} ${this.#silenced.template(strings)}
                <button type="button" @click=${() => void this.#host.signOut()}>${strings.signOut}</button>
                <button type="button" class="everywhere" @click=${() => this.#ask(true)}>
                  ${strings.signOutEverywhere}…
                </button>`
        }
      </div>
    </div>`
  }

  get #accountUrl(): string {
    const { server = '', site = '' } = this.#desk.client ?? {}
    return `${server}/account?site=${encodeURIComponent(site)}`
  }

  /** The post that was opened from the list. */
  postTemplate(): TemplateResult | typeof nothing {
    if (!this.#openPostId) return nothing
    const strings = this.#desk.allStrings
    return html`<dialog aria-label=${strings.commentsTitle} @close=${this.#closePost} @click=${closeFromBackdrop}>
      <div class="bar">
        <b>${strings.commentsTitle}</b>
        <button type="button" class="close" aria-label=${strings.close} @click=${closeDialog}>
          ${laterIcons.close}
        </button>
      </div>
      <div class="content">
        <ai-post
          .client=${this.#desk.client}
          .strings=${this.#host.strings}
          lang=${this.#desk.language}
          post-id=${this.#openPostId}
          thread
        ></ai-post>
      </div>
    </dialog>`
  }

  #notificationsTemplate(strings: Strings): TemplateResult {
    const { items, isBusy, hasMore, waiting, error, fresh } = this.#news
    if (waiting > this.#told) this.#announcer.say(strings.unread(waiting))
    this.#told = waiting
    const context = {
      strings,
      language: this.#desk.language,
      nowMs: Date.now(),
      fresh,
      open: (id: string) => void this.#openPost(id),
      accountUrl: this.#accountUrl,
    }
    const isEmpty = items.length === 0 && !isBusy && !error
    return html`<div
      class="news"
      aria-busy=${isBusy}
      @pointerover=${(event: Event) => titleTime(event, context.language)}
    >
      <div class="title">
        <b id="news-title">${strings.notifications}</b>
        ${waiting > 0 ? html`<button type="button" class="arrived" @click=${this.#showArrived}>${strings.showNew(waiting)}</button>` : nothing}
      </div>
      ${
        items.length > 0
          ? html`<ul aria-labelledby="news-title">
              ${items.map((item) => notificationTemplate(item, context))}
            </ul>`
          : nothing
      }
      ${isEmpty ? html`<p class="quiet">${strings.noNotifications}</p>` : nothing}
      ${items.length === 0 && isBusy ? html`<p class="quiet">${strings.loadingNotifications}</p>` : nothing}
      ${error ? html`<p class="danger">${errorSentence(error.code, strings)}</p>` : nothing}
      ${
        hasMore || error
          ? html`<button type="button" class="more-news" @click=${(event: Event) => void this.#loadMore(event)}>
              ${error ? strings.retry : strings.loadMore}
            </button>`
          : nothing
      }
    </div>`
  }

  /** Asks the server what became of the account since its sign-in. */
  async #learn(): Promise<void> {
    try {
      this.#me = await this.#desk.client?.loadMe()
      if (this.#me) this.#order.learn(this.#me)
    } catch {
      // What was known at the sign-in stands.
    }
  }

  /** Loads older ones, or again what did not come. Whoever pressed the button by a key goes on at the first that is new. */
  async #loadMore({ currentTarget }: Event): Promise<void> {
    const button = currentTarget as HTMLElement
    const root = this.#host.renderRoot as ShadowRoot
    const hadFocus = root.activeElement === button
    const isFirst = this.#news.items.length === 0
    if (isFirst) await this.#news.refresh()
    const id = isFirst ? this.#news.items[0]?.id : await this.#news.loadMore()
    await this.#host.updateComplete
    // The last page takes the button away, and the focus goes to the one of the menu until something better is there.
    const isHere = root.activeElement === button || root.activeElement === null || !button.isConnected
    if (hadFocus && isHere) this.#focusRow(id)
  }

  readonly #showArrived = async (): Promise<void> => {
    await this.#news.refresh()
    await this.#host.updateComplete
    this.#focusRow(this.#news.items[0]?.id)
  }

  #focusRow(id: string | undefined): void {
    if (id === undefined) return
    const row = this.#host.renderRoot.querySelector<HTMLElement>(`[data-notification="${CSS.escape(id)}"]`)
    row?.focus()
  }

  #ask(isAsking: boolean): void {
    this.#isAsking = isAsking
    this.#host.requestUpdate()
    const wanted = isAsking ? '.ways .danger' : '.everywhere'
    void this.#host.updateComplete.then(() => this.#host.renderRoot.querySelector<HTMLElement>(wanted)?.focus())
  }

  async #openPost(id: string): Promise<void> {
    if (!this.#host.dispatchEvent(new AiPostOpenEvent(id))) return
    try {
      adoptStyles(this.#host, [(await import('../post/overlay.js')).overlayStyles])
    } catch {
      // The chunk did not arrive: the dialog opens plain, and the post in it says what is missing.
    }
    this.#openPostId = id
    this.#host.requestUpdate()
  }

  readonly #closePost = (): void => {
    this.#openPostId = ''
    this.#host.requestUpdate()
  }
}

function closeDialog(event: Event): void {
  ;(event.currentTarget as Element).closest('dialog')?.close()
}

/** A click on the dialog itself is one beside its content. */
function closeFromBackdrop(event: Event): void {
  if (event.target === event.currentTarget) (event.currentTarget as HTMLDialogElement).close()
}
