import type { Me, NotificationsSnapshot, User } from '@ai-feed/core'
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
import { notificationTemplate } from './notifications-template.js'
import { SilencedPeople } from './silenced-people.js'

/** What an account button opens: who is signed in, what happened to them, and the ways out. */
export class AccountMenu implements ReactiveController {
  readonly #host: AccountHost
  readonly #desk: ClientController
  readonly #order: FeedOrderChoice
  readonly #silenced: SilencedPeople
  #me: Me | undefined
  #isAsking = false
  #fresh: ReadonlySet<string> = new Set()
  #openPostId = ''

  constructor(host: AccountHost, desk: ClientController, announcer: Announcer) {
    this.#host = host
    this.#desk = desk
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
    const notifications = this.#host.notifications ? this.#desk.client?.notifications : undefined
    if (!notifications) return
    try {
      await notifications.refresh()
      this.#fresh = new Set(notifications.getSnapshot().items.flatMap(({ id, read }) => (read ? [] : [id])))
      if (this.#fresh.size > 0) await notifications.markRead()
    } catch {
      // The list says it; what could not be marked stays unread.
    }
  }

  template(user: User, side: string, news: NotificationsSnapshot | undefined): TemplateResult {
    const strings = this.#desk.allStrings
    const { posts, followers } = (this.#me?.id === user.id ? this.#me : user).counts
    return html`<div
      class="menu account below card ${side}"
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
      ${news ? this.#notificationsTemplate(news, strings) : nothing}
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

  #notificationsTemplate(news: NotificationsSnapshot, strings: Strings): TemplateResult {
    const { items, activity, hasMore, error } = news
    const context = {
      strings,
      language: this.#desk.language,
      nowMs: Date.now(),
      fresh: this.#fresh,
      open: (id: string) => void this.#openPost(id),
      accountUrl: this.#accountUrl,
    }
    const isEmpty = items.length === 0 && activity === 'idle' && !error
    return html`<div
      class="news"
      aria-busy=${activity !== 'idle'}
      @pointerover=${(event: Event) => titleTime(event, context.language)}
    >
      <b class="title" id="news-title">${strings.notifications}</b>
      ${
        items.length > 0
          ? html`<ul aria-labelledby="news-title">
              ${items.map((item) => notificationTemplate(item, context))}
            </ul>`
          : nothing
      }
      ${isEmpty ? html`<p class="quiet">${strings.noNotifications}</p>` : nothing}
      ${items.length === 0 && activity !== 'idle' ? html`<p class="quiet">${strings.loading}</p>` : nothing}
      ${error ? html`<p class="danger">${errorSentence(error.code, strings)}</p>` : nothing}
      ${
        hasMore || error
          ? html`<button type="button" class="more-news" @click=${() => void this.#loadMore(Boolean(error))}>
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

  async #loadMore(isRetry: boolean): Promise<void> {
    try {
      if (isRetry) await this.opened()
      else await this.#desk.client?.notifications.loadMore()
    } catch {
      // The list says it.
    }
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
