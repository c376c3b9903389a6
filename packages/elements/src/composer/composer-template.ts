import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { noticeTemplate, retryButton } from '../post/notice-template.js'
import type { LazyController } from '../reactive/lazy-controller.js'
import type { Strings } from '../strings.js'
import type { ClientController } from '../reactive/client-controller.js'
import type { SignInWaiting } from '../reactive/sign-in-waiting.js'
import { captionTemplate, counterTemplate } from './caption-template.js'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerLayout } from './composer-layout.js'
import type { ComposerParts } from './composer-parts.js'
import type { ComposerSources } from './composer-sources.js'
import { statusTemplate } from './composer-status-template.js'
import type { FileIntake } from './file-intake.js'
import { countOf } from './painter.js'
import { parentTemplate } from './parent-template.js'
import { costSentence, countTemplate, leftOf, sizesTemplate } from './picture-options-template.js'
import {
  buttonsTemplate,
  hintTemplate,
  promptCounterTemplate,
  promptTemplate,
  textOnlyTemplate,
} from './tools-template.js'

/** What a composer is drawn of. */
export interface ComposerDrawing {
  readonly composer: ComposerController
  readonly host: ComposerHost
  readonly desk: ClientController
  readonly sources: ComposerSources
  readonly parts: ComposerParts
  readonly files: FileIntake
  readonly signIn: SignInWaiting
  readonly layout: ComposerLayout
  /** Why files are not here that somebody has chosen; empty when all are. */
  readonly complaint: string
  readonly hasWork: boolean
  /** Draws another way of writing, and puts the cursor where one writes. */
  readonly change: (how: () => void) => void
  readonly onSubmit: (event: SubmitEvent) => void
  readonly onFocus: () => void
  readonly onBlur: () => void
  readonly onInput: (event: Event) => void
  readonly onKeydown: (event: KeyboardEvent) => void
}

/** Draws a composer: what the post answers, its prompt, pictures and words, what became of it, and what can be done next. */
export function composerTemplate(view: ComposerDrawing, strings: Strings): TemplateResult {
  const { composer, host, layout, complaint } = view
  const { isPrompting, isWriting, isComment } = layout
  const { state, written } = composer
  const placeholder = host.quoteOf ? strings.quotePlaceholder : strings.captionPlaceholder
  return html`<form
    part="form"
    class="composer"
    aria-label=${host.label || strings.composerLabel}
    @submit=${view.onSubmit}
    @paste=${view.files.onPaste}
    @dragover=${view.files.onDrag}
    @dragleave=${view.files.onDrag}
    @drop=${view.files.onDrop}
    @focusin=${view.onFocus}
    @focusout=${view.onBlur}
    @input=${view.onInput}
    @keydown=${view.onKeydown}
  >
    <slot name="heading"></slot>
    ${aboveTemplate(view, strings)}
    ${isPrompting ? promptTemplate(composer, strings, host.remixOf ? strings.remixPlaceholder : strings.promptPlaceholder) : nothing}
    ${picturesTemplate(view, strings)}
    ${isWriting ? captionTemplate(written.text, isComment ? strings.commentPlaceholder : placeholder, view.parts.completion.value, strings) : nothing}
    ${complaint ? html`<div class="note danger">${icons.warn}<span>${complaint}</span></div>` : nothing}
    ${view.signIn.isOwn ? html`<div class="note">${view.signIn.template()}</div>` : statusTemplate(composer, strings)}
    ${navigator.onLine || !isWriting || state.status === 'failed' ? nothing : html`<div class="note quiet">${icons.warn}<span>${strings.offlineNext}</span></div>`}
    ${layout.hasPolicies && !view.parts.pictures.hasFailed ? orRetry(view.parts.policies, strings, (part) => part.template(composer, strings)) : nothing}
    ${toolsTemplate(view, strings)}
    ${view.files.isDragging ? html`<div class="drop" aria-hidden="true">${strings.dropHere}</div>` : nothing}
  </form>`
}

function aboveTemplate(view: ComposerDrawing, strings: Strings): TemplateResult | typeof nothing {
  const { host, sources } = view
  if (!sources.parent) return nothing
  const kind = host.remixOf ? 'remix' : host.commentOn ? 'comment' : 'quote'
  const letGo = (): void =>
    view.change(() => {
      host.remixOf = host.commentOn = host.quoteOf = ''
    })
  return parentTemplate(sources.parent, kind, strings, letGo)
}

function picturesTemplate(view: ComposerDrawing, strings: Strings): TemplateResult | typeof nothing {
  const { composer, host } = view
  const { state, written } = composer
  const isPainting = state.status === 'generating'
  if (!isPainting && written.painted.length + written.files.length === 0) return nothing
  return orRetry(view.parts.pictures, strings, (desk) =>
    isPainting
      ? desk.stage(state, sizeOf(view), countOf(written, host), Date.now(), strings)
      : desk.pictures(composer, strings),
  )
}

function toolsTemplate(view: ComposerDrawing, strings: Strings): TemplateResult {
  const { composer, host, layout, sources, desk } = view
  const { isPainting, isPrompting, isWriting } = layout
  const { written } = composer
  const quota = sources.me?.quota
  const left = leftOf(quota, Date.now())
  const count = countOf(written, host)
  const isFree = !isPainting && written.painted.length + written.files.length === 0
  const isSignedOut = desk.session.status === 'signed-out'
  const cost = quota && left !== undefined ? costSentence(quota, left, count, desk.language, strings) : ''
  const hint = isSignedOut && view.hasWork ? strings.signedOutNext : isPrompting ? cost : ''
  return html`<div class="tools">
    ${
      isPrompting && !isPainting
        ? html`${sizesTemplate(sources.sizes, sizeOf(view), strings, (size) => composer.write({ size }))}
          ${countTemplate(count, strings, (chosen) => composer.write({ count: chosen }))}`
        : nothing
    }
    ${layout.canUpload && !isPainting ? view.files.template(strings, composer.isReading) : nothing}
    ${layout.canCreate && isFree && !host.remixOf ? textOnlyTemplate(layout.isTextOnly, strings, () => view.change(() => composer.write({ isTextOnly: !layout.isTextOnly }))) : nothing}
    ${isPrompting && !isPainting ? promptCounterTemplate(written.prompt, strings) : nothing}
    ${isWriting && written.text ? counterTemplate(written.text, strings) : nothing}
    ${isPainting ? nothing : hintTemplate(hint)}
    <div class="buttons">
      ${buttonsTemplate(composer, layout, left === 0, strings, () => view.change(() => composer.goBack()))}
    </div>
  </div>`
}

/** The size that is painted: what somebody chose, what the element says, or the first that the server paints. */
function sizeOf({ composer, host, sources }: ComposerDrawing): string {
  const wanted = composer.written.size ?? host.size
  return sources.sizes.includes(wanted) ? wanted : (sources.sizes[0] ?? '')
}

/** Draws a part once it is loaded, and a sentence with a button when it cannot be. */
function orRetry<T>(
  part: LazyController<T>,
  strings: Strings,
  draw: (part: T) => TemplateResult | typeof nothing,
): TemplateResult | typeof nothing {
  if (part.value) return draw(part.value)
  if (!part.hasFailed) return nothing
  return noticeTemplate({ title: strings.codeMissing, button: retryButton(strings, () => void part.retry()) })
}
