import type { FeedClient, Me, OutboxEntry, PostSnapshot } from '@ai-feed/core'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import { ClockController } from '../reactive/clock-controller.js'
import { errorSentence } from '../error-sentence.js'
import { setStates } from '../reactive/custom-states.js'
import { FocusKeeper } from '../reactive/focus-keeper.js'
import { SignInWaiting } from '../reactive/sign-in-waiting.js'
import { StoreController } from '../reactive/store-controller.js'
import type { Strings } from '../strings.js'
import { composerStyles } from './ai-composer.styles.js'
import { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-controller.js'
import { toDraft, withDraft } from './composer-draft.js'
import type { ComposerDraft } from './composer-draft.js'
import { layoutOf } from './composer-layout.js'
import type { ComposerLayout } from './composer-layout.js'
import { statusSentence, statusTemplate } from './composer-status-template.js'
import { parentTemplate } from './parent-template.js'
import { FileIntake } from './file-intake.js'
import { sizesTemplate, stageTemplate } from './stage-template.js'
import {
  buttonsTemplate,
  hintTemplate,
  promptCounterTemplate,
  promptTemplate,
  textOnlyTemplate,
} from './tools-template.js'
import { captionTemplate, counterTemplate, picturesTemplate, policiesTemplate } from './write-template.js'

/** What a composer draws: the words and pictures of a new post, and how far it is. */
export class ComposerView implements ReactiveController {
  readonly composer: ComposerController
  readonly #host: ComposerHost
  readonly #desk: ClientController
  readonly #announcer: Announcer
  readonly #internals: ElementInternals
  readonly #parent: StoreController<PostSnapshot>
  readonly #outbox: StoreController<readonly OutboxEntry[]>
  readonly #clock: ClockController
  readonly #files: FileIntake
  readonly #signIn: SignInWaiting
  readonly #me: Task<readonly [FeedClient | undefined, boolean, boolean], Me | undefined>
  #prompted = ''

  constructor(
    host: ComposerHost,
    desk: ClientController,
    announcer: Announcer,
    internals: ElementInternals,
    draft: ComposerDraft,
  ) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
    this.#internals = internals
    this.#signIn = new SignInWaiting(host, desk)
    this.composer = new ComposerController(
      host,
      () => desk.client,
      () => this.#signIn.ensure(),
    )
    // Keeps itself: Lit holds the controllers of a host.
    void new FocusKeeper(host, ['[part=cancel-button]', '[part=caption]', 'textarea', 'button'])
    this.#parent = new StoreController<PostSnapshot>(host)
    this.#outbox = new StoreController(host, (entries) => this.composer.onOutbox(entries))
    this.#clock = new ClockController(host, 0)
    this.#files = new FileIntake(
      host,
      () => this.#layout.canUpload,
      (files) => void this.addFiles(files),
    )
    this.#me = new Task(
      host,
      async ([client, isSignedIn], { signal }) => (client && isSignedIn ? client.loadMe({ signal }) : undefined),
      () => [desk.client, desk.session.status === 'signed-in', this.composer.state.status === 'ready'] as const,
    )
    adoptStyles(host, composerStyles)
    host.addController(this)
    this.setDraft(draft)
  }

  get #strings(): Strings {
    return this.#desk.allStrings
  }

  hostConnected(): void {
    for (const type of ['online', 'offline']) addEventListener(type, this.#redraw)
  }

  hostDisconnected(): void {
    for (const type of ['online', 'offline']) removeEventListener(type, this.#redraw)
  }

  hostUpdate(): void {
    const { client, session } = this.#desk
    const parentId = this.#host.remixOf || this.#host.commentOn || this.#host.quoteOf
    this.#parent.store = parentId && this.#host.place !== 'thread' ? client?.post(parentId) : undefined
    this.#outbox.store = client?.outbox
    const { status } = this.composer.state
    this.#clock.everyMs = status === 'generating' ? 1000 : 0
    this.#takePrompt()
    const sentence = this.#complaint || statusSentence(this.composer.state, this.#strings)
    if (sentence) this.#announcer.say(sentence)
    const entry = this.composer.state.status === 'posting' ? this.composer.state.entry : undefined
    setStates(this.#internals, {
      generating: status === 'generating',
      ready: status !== 'generating' && this.composer.written.painted.length > 0,
      posting: status === 'posting' && entry?.status !== 'waiting',
      queued: status === 'posting' && entry?.status === 'waiting',
      refused: status === 'refused',
      offline: !navigator.onLine,
      'signed-out': session.status === 'signed-out',
      failed: status === 'failed',
    })
  }

  get hasWork(): boolean {
    const { written, state, isPostable } = this.composer
    return (
      isPostable || state.status === 'generating' || (written.prompt !== this.#prompted && written.prompt.trim() !== '')
    )
  }

  get draft(): ComposerDraft {
    const { written } = this.composer
    return { ...toDraft(written, this.#host), ...(written.prompt && { prompt: written.prompt }) }
  }

  setDraft(draft: ComposerDraft): void {
    this.composer.write(withDraft(this.composer.written, draft))
  }

  post(): Promise<void> {
    return this.composer.post(this.#host)
  }

  addFiles(files: readonly Blob[]): Promise<void> {
    return this.composer.addFiles(files)
  }

  get #complaint(): string {
    const { complaint } = this.composer
    if (complaint === 'unreadable') return errorSentence('unreadable_image', this.#strings)
    return complaint ? this.#strings[complaint === 'type' ? 'notAPicture' : 'tooManyPictures'] : ''
  }

  template(): TemplateResult {
    const strings = this.#strings
    const { state, written } = this.composer
    const layout = this.#layout
    const { isPainting, isPrompting, isWriting, isComment } = layout
    const size = written.size || this.#host.size || '1024x1024'
    return html`<form
      part="form"
      class="composer"
      aria-label=${this.#host.label || strings.composerLabel}
      @submit=${this.#onSubmit}
      @paste=${this.#files.onPaste}
      @dragover=${this.#files.onDrag}
      @dragleave=${this.#files.onDrag}
      @drop=${this.#files.onDrop}
    >
      <slot name="heading"></slot>
      ${this.#parentTemplate(strings)}
      ${isPrompting ? promptTemplate(this.composer, strings, this.#host.remixOf ? strings.remixPlaceholder : strings.promptPlaceholder) : nothing}
      ${state.status === 'generating' ? stageTemplate(state, size, this.#host.count, Date.now(), strings) : picturesTemplate(this.composer, strings)}
      ${isWriting ? captionTemplate(this.composer, strings, isComment ? strings.commentPlaceholder : strings.captionPlaceholder) : nothing}
      ${this.#complaint ? html`<div class="note danger">${icons.warn}<span>${this.#complaint}</span></div>` : nothing}
      ${this.#signIn.isOwn ? html`<div class="note">${this.#signIn.template()}</div>` : statusTemplate(this.composer, strings)}
      ${navigator.onLine || !isWriting || state.status === 'failed' ? nothing : html`<div class="note quiet">${icons.warn}<span>${strings.offlineNext}</span></div>`}
      ${layout.hasPolicies ? policiesTemplate(this.composer, strings) : nothing}
      <div class="tools">
        ${isPrompting && !isPainting ? sizesTemplate(size, strings, (chosen) => this.composer.write({ size: chosen })) : nothing}
        ${layout.canUpload && !isPainting ? this.#files.template(strings) : nothing}
        ${layout.canCreate && !isPainting && written.painted.length + written.files.length === 0 ? textOnlyTemplate(written.isTextOnly, strings, this.#toggleTextOnly) : nothing}
        ${isPrompting && !isPainting ? promptCounterTemplate(written.prompt, strings) : nothing}
        ${isWriting && written.text ? counterTemplate(written.text, strings) : nothing}
        ${isWriting || isPainting ? nothing : hintTemplate(this.#me.value?.quota, strings)}
        <div class="buttons">${buttonsTemplate(this.composer, layout, strings, this.#editPrompt)}</div>
      </div>
      ${this.#files.isDragging ? html`<div class="drop" aria-hidden="true">${strings.dropHere}</div>` : nothing}
    </form>`
  }

  get #layout(): ComposerLayout {
    return layoutOf(this.#host, this.composer.written, this.composer.state)
  }

  #parentTemplate(strings: Strings): TemplateResult | typeof nothing {
    const { remixOf, commentOn } = this.#host
    if (!this.#parent.value) return nothing
    const kind = remixOf ? 'remix' : commentOn ? 'comment' : 'quote'
    return parentTemplate(this.#parent.value, kind, strings, this.#dropParent)
  }

  /** Takes the prompt of the attribute, or that of the picture to remix, as long as nobody wrote one. */
  #takePrompt(): void {
    const source = this.#host.remixOf ? this.#parent.value?.post?.media[0]?.provenance.prompt : undefined
    const proposed = this.#host.prompt || source || ''
    if (proposed === this.#prompted) return
    const { prompt } = this.composer.written
    if (prompt === '' || prompt === this.#prompted) this.composer.write({ prompt: proposed })
    this.#prompted = proposed
  }

  readonly #redraw = (): void => {
    const { state } = this.composer
    if (navigator.onLine && state.status === 'failed' && state.error.code === 'offline') this.composer.goBack()
    this.#host.requestUpdate()
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void this.post()
  }

  readonly #editPrompt = (): void => {
    this.composer.goBack()
    void this.#host.updateComplete.then(() => this.#host.focus())
  }

  readonly #toggleTextOnly = (): void => {
    this.composer.write({ isTextOnly: !this.composer.written.isTextOnly })
    void this.#host.updateComplete.then(() => this.#host.focus())
  }

  readonly #dropParent = (): void => {
    this.#host.remixOf = this.#host.commentOn = this.#host.quoteOf = ''
    void this.#host.updateComplete.then(() => this.#host.focus())
  }
}
