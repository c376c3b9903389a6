import type { OutboxEntry, User } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSentence, putOffSentence } from '../error-sentence.js'
import type { Strings } from '../strings.js'
import { avatarTemplate, displayName } from './avatar-template.js'
import { icons } from './icons.js'
import { laterIcons } from './later-icons.js'
import { localPicture } from './local-picture.js'
import { paragraphTemplate } from './text-template.js'

/** What own posts are drawn with. */
export interface PendingContext {
  readonly user: User | undefined
  readonly strings: Strings
  readonly nowMs: number
  /** Ask whether it is to be thrown away. */
  readonly isAsked?: boolean
}

/** Draws an own post that the server has not confirmed, with what it waits for. */
export function pendingTemplate(entry: OutboxEntry, context: PendingContext): TemplateResult {
  const { draft } = entry
  const { user, strings, nowMs } = context
  const files = (draft?.pictures ?? []).filter((picture) => 'file' in picture)
  const person = user ?? { handle: '', name: strings.you }
  return html`<article
    part="post"
    class="post row pending"
    data-entry=${entry.id}
    tabindex="0"
    aria-label=${pendingSentence(entry, strings, nowMs)}
  >
    ${avatarTemplate(person)}
    <div class="body">
      <header>
        <bdi class="name" part="author">${displayName(person)}</bdi>
        ${user ? html`<bdi class="handle">@${user.handle}</bdi>` : nothing}
      </header>
      ${draft?.text ? paragraphTemplate([{ type: 'text', text: draft.text }]) : nothing}
      ${
        files.length > 0
          ? html`<div class="pictures" data-count=${files.length}>
              ${files.map(
                ({ file, alt }) =>
                  html`<figure class="picture">
                    <canvas
                      class="local"
                      width="4"
                      height="3"
                      role="img"
                      aria-label=${alt || strings.picture}
                      ${localPicture(file)}
                    ></canvas>
                  </figure>`,
              )}
            </div>`
          : nothing
      }
      <p class="waiting ${entry.status}">
        ${entry.status === 'rejected' ? icons.warn : laterIcons.clock}<span
          >${pendingSentence(entry, strings, nowMs)}</span
        >
      </p>
      ${
        entry.progress !== undefined && entry.status === 'sending'
          ? html`<progress max="1" .value=${entry.progress} aria-label=${strings.pendingSending}></progress>`
          : nothing
      }
      ${buttonsTemplate(entry, context)}
    </div>
  </article>`
}

/** Draws what can be done about an entry. One that is just about to go out has nothing to press. */
function buttonsTemplate(entry: OutboxEntry, context: PendingContext): TemplateResult | typeof nothing {
  const { strings, isAsked } = context
  if (!isHeldUp(entry, context.nowMs)) return nothing
  const button = (action: string, words: string, look = 'ghost'): TemplateResult =>
    html`<button type="button" class=${look} data-action=${action}>${words}</button>`
  if (isAsked) {
    return html`<div class="row-buttons" role="group" aria-label=${strings.discardQuestion}>
      <p>${strings.discardQuestion}</p>
      ${button('discard-entry', strings.discard, 'ghost danger')}${button('keep-entry', strings.keepPost)}
    </div>`
  }
  const isRetryable = entry.status === 'rejected' || entry.waitingFor === 'server'
  return html`<div class="row-buttons">
    ${entry.waitingFor === 'sign-in' ? button('sign-in-entry', strings.signIn) : nothing}
    ${
      isRetryable
        ? html`<button type="button" class="ghost" part="retry-button" data-action="retry-entry">
            ${strings.retry}
          </button>`
        : nothing
    }
    ${entry.draft ? button('edit-entry', strings.editEntry) : nothing}${button('ask-discard', strings.discard)}
  </div>`
}

/** Tells whether an entry is refused, or waits for more than its turn. */
function isHeldUp(entry: OutboxEntry, nowMs: number): boolean {
  const { status, waitingFor, error, createdAtMs } = entry
  if (status !== 'waiting') return status === 'rejected'
  if (error && !isUnkept(entry)) return true
  return waitingFor === 'network' || waitingFor === 'sign-in' || nowMs - createdAtMs > freshMs
}

/** Tells whether the server has said when an entry may come again, and that is not yet. */
export function isPutOff({ status, retryAtMs = 0 }: OutboxEntry, nowMs: number): boolean {
  return status === 'waiting' && retryAtMs > nowMs
}

/** What was made so long ago and was not tried yet is not just about to go out: others are before it. */
const freshMs = 5_000

/** Says what an entry waits for. */
export function pendingSentence(entry: OutboxEntry, strings: Strings, nowMs: number): string {
  switch (entry.status) {
    case 'sending':
      return entry.progress !== undefined && entry.progress < 1
        ? strings.uploading(Math.round(entry.progress * 100))
        : strings.pendingSending
    case 'sent':
      return strings.pendingSent
    case 'rejected':
      return strings.pendingRejected(errorSentence(entry.error?.code, strings))
    case 'waiting':
      if (entry.waitingFor === 'network') return isUnkept(entry) ? strings.pendingUnkept : strings.pendingWaitingNetwork
      if (entry.waitingFor === 'sign-in') return strings.pendingWaitingSignIn
      if (isPutOff(entry, nowMs)) return putOffSentence(entry.error?.code, (entry.retryAtMs ?? nowMs) - nowMs, strings)
      if (entry.error) return strings.pendingBecause(errorSentence(entry.error.code, strings))
      return nowMs - entry.createdAtMs > freshMs ? strings.pendingWaiting : strings.pendingSending
    default:
      return entry.status satisfies never
  }
}

/** Tells whether closing the page would lose an entry, as the browser stores nothing for it. */
export function isUnkept({ error }: OutboxEntry): boolean {
  return error?.code === 'storage_failed'
}

/** A composer takes back words and files. A picture that was generated exists on the server alone: such an entry waits
 *  for another try, whole. */
export function isEditable({ draft }: OutboxEntry): boolean {
  return draft !== undefined && !draft.pictures?.some((picture) => 'mediaId' in picture)
}
