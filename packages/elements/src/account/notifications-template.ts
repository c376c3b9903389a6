import type { Notification } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { avatarTemplate, displayName } from '../post/avatar-template.js'
import { shortDate } from '../post/intl-formats.js'
import { coverReason } from '../post/post-context.js'
import { thumbTemplate } from '../post/picture-template.js'
import { relativeTime } from '../post/relative-time.js'
import { plainText } from '../post/text-template.js'
import type { Strings } from '../strings.js'

/** What notifications are drawn with. */
export interface NotificationContext {
  readonly strings: Strings
  readonly language: string
  readonly nowMs: number
  /** Ids of those that were unread when the list was opened. */
  readonly fresh: ReadonlySet<string>
  readonly open: (postId: string) => void
  /** The server's own page about the account: there a decision is read whole, and appealed against. */
  readonly accountUrl: string
}

/** Draws one notification: who did what, when, to which post. One about a post that can be seen opens it. */
export function notificationTemplate(notification: Notification, context: NotificationContext): TemplateResult {
  const { actors, post, at, id, read } = notification
  const { strings, language, nowMs, fresh, open, accountUrl } = context
  const [actor] = actors
  const isNew = !read || fresh.has(id)
  const reason = post?.media && coverReason(post, { strings })
  const words = post?.text ? plainText(post.text) : ''
  const content = html`${actor ? avatarTemplate(actor) : nothing}
    <span class="told">
      <span
        >${isNew ? html`<span class="hush">${strings.newNotification}</span>` : nothing}${sentence(notification, strings)}</span
      >
      ${words ? html`<bdi class="quiet words">${words}</bdi>` : nothing}${reason ? html`<small class="quiet">${reason}</small>` : nothing}
      <time class="quiet" datetime=${at}>${relativeTime(at, { nowMs, strings, language, parts: { shortDate } })}</time>
    </span>
    ${post?.media ? thumbTemplate(post.media, { strings }, reason) : nothing}`
  return html`<li class="notification" data-new=${isNew}>
    ${
      notification.kind === 'decision'
        ? html`<a data-notification=${id} href=${accountUrl} target="_blank" rel="noopener">${content}</a>`
        : post?.state === 'visible'
          ? html`<button type="button" data-notification=${id} @click=${() => open(post.id)}>${content}</button>`
          : html`<div data-notification=${id} tabindex="-1">${content}</div>`
    }
  </li>`
}

/** Each name in its own direction: they are words of strangers. */
function sentence({ kind, actors, actorCount, outcome = 'none' }: Notification, strings: Strings): string {
  if (kind === 'report') return strings.reportAnswered[outcome]
  const names = actors.map((actor) => `\u2068${displayName(actor)}\u2069`)
  return strings.notified[kind](strings.people(names, actorCount))
}
