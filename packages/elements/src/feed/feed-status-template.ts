import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { noticeTemplate, retryButton, skeletonTemplate } from '../post/notice-template.js'
import { errorSentence } from '../error-sentence.js'
import type { Strings } from '../strings.js'
import type { FeedStatus } from './feed-status.js'

/** What the buttons in a state do. */
export interface StatusHandlers {
  readonly retry: () => void
  readonly signIn: () => void
  /** Somebody was signed in before. */
  readonly hasEnded?: boolean
}

/** Draws the state of a feed that has no posts to show. Each one can be replaced by a slot. */
export function wholeStatusTemplate(
  status: FeedStatus,
  feed: string,
  strings: Strings,
  handlers: StatusHandlers,
): TemplateResult {
  switch (status.status) {
    case 'loading':
      return html`<slot name="loading">${skeletonTemplate(3)}</slot>`
    case 'empty':
      return html`<slot name="empty"
        >${noticeTemplate({ title: strings.emptyTitle, text: emptyText(feed, strings) })}</slot
      >`
    case 'ready':
      return html`${nothing}`
    default:
      return html`<slot name="error">${noticeTemplate(noticeOf(status, strings, handlers))}</slot>`
  }
}

const emptyText = (feed: string, { emptyText, emptyTexts }: Strings): string =>
  emptyTexts[feed.replace(/:.*/, '')] ?? emptyText

/** Draws why the posts on screen may be old, or why there are no more of them. */
export function lineStatusTemplate(
  status: FeedStatus,
  strings: Strings,
  handlers: StatusHandlers,
): TemplateResult | typeof nothing {
  if (status.status === 'ready' || status.status === 'loading' || status.status === 'empty') return nothing
  const { title, text, button } = noticeOf(status, strings, handlers)
  const sentence = [title, status.status === 'offline' ? strings.stale : text].filter(Boolean).join('. ')
  return html`<div class="line">${icons.warn}<span>${sentence}</span>${button ?? nothing}</div>`
}

/** Another try would end the same way. */
const finalCodes = new Set(['unknown_feed', 'unknown_site', 'not_found', 'gone', 'origin_not_allowed'])

function noticeOf(
  status: Exclude<FeedStatus, { status: 'loading' | 'ready' | 'empty' }>,
  strings: Strings,
  { retry, signIn, hasEnded = false }: StatusHandlers,
): { title: string; text?: string; button?: TemplateResult } {
  switch (status.status) {
    case 'offline':
      return {
        title: navigator.onLine ? strings.unreachableTitle : strings.offlineTitle,
        text: strings.offlineText,
        button: retryButton(strings, retry),
      }
    case 'limited':
      return { title: strings.limitedTitle, text: strings.limitedText(status.secondsLeft) }
    case 'signed-out':
      return {
        title: hasEnded ? strings.endedTitle : strings.signedOutTitle,
        text: hasEnded ? strings.endedText : strings.signedOutText,
        button: html`<button type="button" class="primary" part="sign-in-button" @click=${signIn}>
          ${hasEnded ? strings.signInOnceMore : strings.signIn}
        </button>`,
      }
    case 'failed':
      return {
        title: strings.failedTitle,
        text: errorSentence(status.code, strings),
        ...(!finalCodes.has(status.code) && { button: retryButton(strings, retry) }),
      }
    default:
      return { title: strings.failedTitle }
  }
}
