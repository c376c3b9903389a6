import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { laterIcons } from '../post/later-icons.js'
import { isUnkept } from '../post/pending-template.js'
import { errorSentence, failureSentence, putOffSentence } from '../error-sentence.js'
import type { Strings } from '../strings.js'
import type { ComposerState } from './composer-state.js'
import type { FileComplaint } from './read-pictures.js'

/** What a sentence says beside the state. */
export interface StatusFacts {
  readonly paintedCount: number
  /** How long the server still wants to be left alone; 0 when it may be asked. */
  readonly waitMs: number
  /** When there are pictures again, where those of today are used up. */
  readonly spent: string
}

/** Says in words what the composer is in; empty while somebody simply writes. */
export function statusSentence(state: ComposerState, strings: Strings, facts: StatusFacts): string {
  switch (state.status) {
    case 'writing':
      return ''
    case 'ready':
      return strings.generated(facts.paintedCount)
    case 'canceled':
      return strings.canceled
    case 'posted':
      return strings.posted
    case 'generating':
      return state.isQueued ? strings.queuedGeneration : strings.generating
    case 'refused': {
      const usual = state.stage === 'output' ? strings.refusedOutput : strings.refusedPrompt
      return `${refusalReason(state.category, strings) ?? usual} ${strings.refusedFree}`
    }
    case 'failed':
      return failedSentence(state, strings, facts)
    case 'posting':
      return postingSentence(state, strings, facts)
    default:
      return state satisfies never
  }
}

/** Says why a picture was refused; undefined for what has no words here. A finer category than is known, as
 *  `violence_graphic`, is told as the broader one. */
function refusalReason(category: string | undefined, { refusedReasons }: Strings): string | undefined {
  for (let name = category ?? ''; name; name = name.slice(0, Math.max(0, name.lastIndexOf('_')))) {
    if (Object.hasOwn(refusedReasons, name)) return refusedReasons[name]
  }
  return undefined
}

/** What a composer shows while a post is made ready. */
export const storing: ComposerState = { status: 'posting', entry: undefined }

/** What keeps a post from being stored, before there is an entry. */
const unpostable = ['unreadable_image', 'storage_failed', 'invalid_field']

/** What another try does not change. */
const hopeless = ['quota_exceeded', 'size_not_offered', 'remix_not_allowed', 'suspended', 'scope_missing']

function failedSentence(
  { error, entryId, isPost }: Extract<ComposerState, { status: 'failed' }>,
  strings: Strings,
  { waitMs, spent }: StatusFacts,
): string {
  if (entryId || isPost) return strings.notPosted(errorSentence(error.code, strings))
  if (error.code === 'offline') return strings.offlineGenerate
  if (error.code.startsWith('sign_in')) return errorSentence(error.code, strings)
  if (unpostable.includes(error.code)) return strings.notPosted(errorSentence(error.code, strings))
  if (error.code === 'quota_exceeded' && spent) return strings.failedGenerate(spent)
  const { code } = error
  return strings.failedGenerate(failureSentence(waitMs > 0 ? { code, retryAfterMs: waitMs } : { code }, strings))
}

function postingSentence(
  { entry }: Extract<ComposerState, { status: 'posting' }>,
  strings: Strings,
  { waitMs }: StatusFacts,
): string {
  // Nothing was tried yet: it is about to go out.
  if (entry?.status === 'waiting' && (entry.error || entry.waitingFor !== 'server')) {
    if (entry.waitingFor === 'network') return isUnkept(entry) ? strings.pendingUnkept : strings.queued
    if (entry.waitingFor === 'sign-in') return strings.queuedSignIn
    if (!entry.error) return strings.queuedServer
    const { code } = entry.error
    if (waitMs > 0) return strings.queuedFor(putOffSentence(code, waitMs, strings))
    return strings.queuedBecause(errorSentence(code, strings))
  }
  const { progress } = entry ?? {}
  return progress !== undefined && progress < 1 ? strings.uploading(Math.round(progress * 100)) : strings.posting
}

/** Says why files are not here that somebody has chosen; empty when all are. */
export function complaintSentence(complaint: FileComplaint | undefined, strings: Strings): string {
  if (complaint === 'unreadable') return errorSentence('unreadable_image', strings)
  return complaint ? strings[complaint === 'type' ? 'notAPicture' : 'tooManyPictures'] : ''
}

/** What the buttons beside a status do. */
export interface StatusActions {
  readonly retry: () => Promise<void>
  /** Brings a post back into the composer that was not taken; undefined where it cannot come back whole. */
  readonly edit: (() => void) | undefined
  readonly discard: () => Promise<void>
  /** Somebody is asked whether their post is to be thrown away. */
  readonly isAsked: boolean
  /** Asks them, or stops asking. */
  readonly ask: (isAsked: boolean) => void
  readonly startOver: () => void
}

/** Draws what happened to what somebody wanted, and what helps. */
export function statusTemplate(
  state: ComposerState,
  { retry, edit, discard, isAsked, ask, startOver }: StatusActions,
  strings: Strings,
  facts: StatusFacts,
): TemplateResult | typeof nothing {
  const sentence = statusSentence(state, strings, facts)
  const button = (word: string, act: () => unknown): TemplateResult =>
    html`<button type="button" class="ghost" ?disabled=${act === retry && facts.waitMs > 0} @click=${act}>
      ${word}
    </button>`
  switch (state.status) {
    case 'refused':
      return html`<div class="help">
        ${icons.spark}
        <div>
          <b>${strings.refusedTitle}</b>
          <p>${sentence}</p>
          ${state.retryable ? button(strings.retry, retry) : nothing}
        </div>
      </div>`
    case 'failed': {
      const { error, entryId } = state
      if (entryId && isAsked) return questionTemplate(discard, ask, strings)
      return html`<div class="note ${error.code === 'offline' && !state.isPost ? 'quiet' : 'danger'}">
        ${icons.warn}<span>${sentence}</span>${hopeless.includes(error.code) ? nothing : button(strings.retry, retry)}
        ${entryId && edit ? button(strings.editEntry, edit) : nothing}
        ${
          entryId
            ? html`<button type="button" class="ghost" data-ask @click=${() => ask(true)}>${strings.discard}</button>`
            : nothing
        }
        ${unpostable.includes(error.code) && !entryId ? button(strings.startOver, startOver) : nothing}
      </div>`
    }
    case 'posting': {
      const { progress } = state.entry ?? {}
      return html`<div class="note quiet">${laterIcons.clock}<span>${sentence}</span></div>
        ${progress === undefined ? nothing : html`<progress max="1" .value=${progress} aria-label=${sentence}></progress>`}`
    }
    case 'posted':
    case 'canceled':
      return html`<div class="note quiet"><span>${sentence}</span></div>`
    default:
      return nothing
  }
}

/** Asks before a post is thrown away for good. Escape keeps it, and leaves a dialog around it open. */
function questionTemplate(
  discard: StatusActions['discard'],
  ask: StatusActions['ask'],
  strings: Strings,
): TemplateResult {
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    ask(false)
  }
  return html`<div class="note danger" role="group" aria-label=${strings.discardQuestion} @keydown=${onKeydown}>
    ${icons.warn}<span>${strings.discardQuestion}</span>
    <button type="button" class="ghost danger" @click=${discard}>${strings.discard}</button>
    <button type="button" class="ghost" data-keep @click=${() => ask(false)}>${strings.keepPost}</button>
  </div>`
}
