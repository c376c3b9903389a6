import type { OutboxEntry, User } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSentence } from '../error-sentence.js'
import type { Strings } from '../strings.js'
import { avatarTemplate, displayName } from './avatar-template.js'
import { icons } from './icons.js'
import { laterIcons } from './later-icons.js'
import { localPicture } from './local-picture.js'
import { paragraphTemplate } from './text-template.js'

/** Draws an own post that the server has not confirmed, with what it waits for. */
export function pendingTemplate(
  entry: OutboxEntry,
  user: User | undefined,
  strings: Strings,
  nowMs: number,
): TemplateResult {
  const { draft } = entry
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
      ${
        entry.status === 'rejected'
          ? html`<div class="row-buttons">
              <button type="button" class="ghost" part="retry-button" data-action="retry-entry">
                ${strings.retry}
              </button>
              ${isEditable(entry) ? html`<button type="button" class="ghost" data-action="edit-entry">${strings.editEntry}</button>` : nothing}
              <button type="button" class="ghost" data-action="discard-entry">${strings.discard}</button>
            </div>`
          : nothing
      }
    </div>
  </article>`
}

/** What was made so long ago and was not tried yet is not just about to go out: others are before it. */
const freshMs = 5_000

/** Says what an own post waits for. */
function pendingSentence(entry: OutboxEntry, strings: Strings, nowMs: number): string {
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
