import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { noticeTemplate, retryButton } from '../post/notice-template.js'
import type { Strings } from '../strings.js'
import type { ClientController } from '../reactive/client-controller.js'
import { captionTemplate, counterTemplate } from './caption-template.js'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerLayout } from './composer-layout.js'
import type { ComposerParts } from './composer-parts.js'
import type { ComposerSources } from './composer-sources.js'
import type { FileIntake } from './file-intake.js'
import { countOf } from './composer-draft.js'
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
  readonly layout: ComposerLayout
  readonly size: string
  readonly hasWork: boolean
  /** Says that code is missing without which it does not go on. */
  readonly stuck: string
  /** Draws another way of writing, and puts the cursor where one writes. */
  readonly change: (how: () => void) => void
  readonly onSubmit: (event: SubmitEvent) => void
  readonly onTouch: () => void
  readonly onBlur: () => void
  readonly onInput: (event: Event) => void
  readonly onKeydown: (event: KeyboardEvent) => void
}

/** Draws a composer: what the post answers, its prompt, pictures and words, what became of it, and what can be done next. */
export function composerTemplate(view: ComposerDrawing, strings: Strings): TemplateResult {
  const { composer, host, layout } = view
  const { isPrompting, isWriting, isComment } = layout
  const { written } = composer
  const work = view.parts.work.value
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
    @focusin=${view.onTouch}
    @pointerenter=${view.onTouch}
    @dragenter=${view.onTouch}
    @focusout=${view.onBlur}
    @input=${view.onInput}
    @keydown=${view.onKeydown}
  >
    <slot name="heading"></slot>
    ${aboveTemplate(view, strings)}
    ${isPrompting ? promptTemplate(composer, strings, host.remixOf ? strings.remixPlaceholder : strings.promptPlaceholder) : nothing}
    ${work?.pictures(strings) ?? nothing}
    ${isWriting ? captionTemplate(written.text, isComment ? strings.commentPlaceholder : placeholder, work?.completion, strings) : nothing}
    ${work?.status(strings) ?? nothing} ${stuckTemplate(view, strings)} ${toolsTemplate(view, strings)}
  </form>`
}

/** Draws what is missing: as help where that comes by itself, else with a button that goes on with what was wanted. */
function stuckTemplate({ stuck, parts, composer }: ComposerDrawing, strings: Strings): TemplateResult | typeof nothing {
  if (!stuck) return nothing
  if (!navigator.onLine) return html`<span class="quiet hint">${stuck}</span>`
  const goOn = (): void => {
    void parts.work.retry()
    void composer.again()
  }
  return noticeTemplate({ title: stuck, button: retryButton(strings, goOn) })
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

function toolsTemplate(view: ComposerDrawing, strings: Strings): TemplateResult {
  const { composer, host, layout, sources, desk } = view
  const { isPainting, isPrompting, isWriting } = layout
  const { written } = composer
  const quota = sources.me?.quota
  const left = leftOf(quota, Date.now())
  const count = countOf(written, host)
  const isFree = !isPainting && written.painted.length + written.files.length === 0
  const isSignedOut = ['signed-out', 'expired'].includes(desk.session.status)
  // The line is there before the number is, so that nothing moves.
  const unknown = !quota && desk.session.status === 'signed-in' ? '\u00a0' : ''
  const cost = quota && left !== undefined ? costSentence(quota, left, count, desk.language, strings) : unknown
  const isTold = composer.state.status === 'failed' && composer.state.error.code === 'quota_exceeded'
  const hint = isSignedOut && view.hasWork ? strings.signedOutNext : isPrompting && !isTold ? cost : ''
  return html`<div class="tools">
    ${
      isPrompting && !isPainting
        ? html`${sizesTemplate(sources.sizes, view.size, strings, (size) => composer.write({ size }))}
          ${countTemplate(count, strings, (chosen) => composer.write({ count: chosen }))}`
        : nothing
    }
    ${layout.canUpload && !isPainting ? view.files.template(strings, composer.isReading) : nothing}
    ${layout.canCreate && isFree && !host.remixOf ? textOnlyTemplate(layout.isTextOnly, strings, () => view.change(() => composer.write({ isTextOnly: !layout.isTextOnly }))) : nothing}
    ${isPrompting && !isPainting ? promptCounterTemplate(written.prompt, strings) : nothing}
    ${isWriting && written.text ? counterTemplate(written.text, strings) : nothing}
    ${isPainting ? nothing : hintTemplate(hint)}
    <div class="buttons">
      ${buttonsTemplate(composer, layout, left === 0 || composer.isHeld, strings, () => view.change(() => composer.goBack()))}
    </div>
  </div>`
}
