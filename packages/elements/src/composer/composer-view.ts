import type { FeedClient, Me, OutboxEntry, PostSnapshot } from '@ai-feed/core'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { refTemplate } from '../post/post-template.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import { ClockController } from '../reactive/clock-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { StoreController } from '../reactive/store-controller.js'
import type { Strings } from '../strings.js'
import { englishComposer } from '../strings-composer.js'
import { composerStyles } from './ai-composer.styles.js'
import { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-controller.js'
import { countGraphemes, maxTextGraphemes, pictureTypes, toDraft, withDraft } from './composer-draft.js'
import type { ComposerDraft } from './composer-draft.js'
import { composerIcons } from './composer-icons.js'
import { statusSentence, statusTemplate } from './composer-status-template.js'
import { stageTemplate } from './stage-template.js'
import { captionTemplate, counterTemplate, picturesTemplate, policiesTemplate } from './write-template.js'

const sizes = [
  ['1024x1024', 'square'],
  ['1536x1024', 'landscape'],
  ['1024x1536', 'portrait'],
] as const

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
  readonly #me: Task<readonly [FeedClient | undefined, boolean, boolean], Me | undefined>
  #isDragging = false
  #hint = ''
  #prompted = ''

  constructor(host: ComposerHost, desk: ClientController, announcer: Announcer, internals: ElementInternals, draft: ComposerDraft) {
    this.#host = host
    this.#desk = desk
    this.#announcer = announcer
    this.#internals = internals
    this.composer = new ComposerController(host, () => desk.client)
    this.#parent = new StoreController<PostSnapshot>(host)
    this.#outbox = new StoreController(host, (entries) => this.composer.onOutbox(entries))
    this.#clock = new ClockController(host, 0)
    this.#me = new Task(
      host,
      async ([client, isSignedIn], { signal }) => (client && isSignedIn ? client.loadMe({ signal }) : undefined),
      () => [desk.client, desk.session.status === 'signed-in', this.composer.state.status === 'ready'] as const,
    )
    const root = host.renderRoot as ShadowRoot
    for (const { styleSheet } of composerStyles) if (styleSheet) root.adoptedStyleSheets.push(styleSheet)
    host.addController(this)
    this.setDraft(draft)
  }

  get #strings(): Strings {
    return { ...englishComposer, ...this.#desk.strings }
  }

  get #isComment(): boolean {
    return this.#host.commentOn !== ''
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
    const sentence = this.#hint || statusSentence(this.composer.state, this.#strings)
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

  addFiles(files: readonly Blob[]): void {
    const refused = this.composer.addFiles(files)
    this.#hint = refused === 'type' ? this.#strings.notAPicture : refused === 'number' ? this.#strings.tooManyPictures : ''
    this.#redraw()
  }

  template(): TemplateResult {
    const strings = this.#strings
    const { state, written } = this.composer
    const { status } = state
    const isPrompting = this.#canPaint && (status !== 'ready' || written.painted.length === 0)
    const size = written.size || this.#host.size || '1024x1024'
    return html`<form
      part="form"
      class="composer ${this.#isDragging ? 'dragging' : ''}"
      aria-label=${this.#host.label || strings.composerLabel}
      @submit=${this.#onSubmit}
      @paste=${this.#onPaste}
      @dragover=${this.#onDrag}
      @dragleave=${this.#onDrag}
      @drop=${this.#onDrop}
    >
      <slot name="heading"></slot>
      ${this.#parentTemplate(strings)}
      ${isPrompting ? this.#promptTemplate(strings) : nothing}
      ${status === 'generating' ? stageTemplate(state, size, this.#host.count, Date.now(), strings) : nothing}
      ${status === 'generating' ? nothing : picturesTemplate(this.composer, strings)}
      ${this.#isWriting ? captionTemplate(this.composer, strings, this.#isComment ? strings.commentPlaceholder : strings.captionPlaceholder) : nothing}
      ${this.#hint ? html`<div class="note danger">${icons.warn}<span>${this.#hint}</span></div>` : nothing}
      ${statusTemplate(this.composer, strings)}
      ${navigator.onLine ? nothing : html`<div class="note quiet">${icons.warn}<span>${strings.offlineNext}</span></div>`}
      ${this.#isWriting && !this.#isCalmComment ? policiesTemplate(this.composer, strings) : nothing}
      <div class="tools">
        ${isPrompting && status !== 'generating' ? this.#sizesTemplate(size, strings) : nothing}
        ${this.#modes.has('upload') && status !== 'generating' ? this.#uploadTemplate(strings) : nothing}
        ${this.#modes.has('create') && !this.#isComment && status !== 'generating' && written.painted.length === 0 ? this.#textOnlyTemplate(strings) : nothing}
        ${this.#hintTemplate(strings)}
        <div class="buttons">${this.#buttonsTemplate(isPrompting, strings)}</div>
      </div>
      ${this.#isDragging ? html`<div class="drop" aria-hidden="true">${strings.dropHere}</div>` : nothing}
    </form>`
  }

  get #modes(): ReadonlySet<string> {
    const modes = this.#host.modes.split(/\s+/).filter((mode) => mode === 'create' || mode === 'upload')
    return new Set(modes.length > 0 ? modes : ['create', 'upload'])
  }

  /** A prompt is asked for unless the post has its words or pictures from elsewhere. */
  get #canPaint(): boolean {
    return this.#modes.has('create') && !this.composer.written.isTextOnly && !this.#isComment && this.composer.written.files.length === 0
  }

  get #isWriting(): boolean {
    const { state, isPostable } = this.composer
    return state.status !== 'generating' && (isPostable || !this.#canPaint)
  }

  /** A comment without a picture needs no policies: it follows the post above it. */
  get #isCalmComment(): boolean {
    const { files, painted } = this.composer.written
    return this.#isComment && files.length === 0 && painted.length === 0
  }

  #promptTemplate(strings: Strings): TemplateResult {
    const isBusy = this.composer.state.status === 'generating'
    return html`<textarea
      class="field"
      part="prompt"
      rows="2"
      maxlength="4000"
      aria-label=${strings.promptLabel}
      placeholder=${this.#host.remixOf ? strings.remixPlaceholder : strings.promptPlaceholder}
      .value=${this.composer.written.prompt}
      ?readonly=${isBusy}
      @input=${(event: Event) => this.composer.write({ prompt: (event.target as HTMLTextAreaElement).value })}
      @keydown=${this.#onPromptKey}
    ></textarea>`
  }

  #sizesTemplate(size: string, strings: Strings): TemplateResult {
    return html`<div class="sizes" role="group" aria-label=${strings.sizeLabel}>
      ${sizes.map(
        ([value, name]) => html`<button
          type="button"
          class="opt"
          aria-pressed=${value === size}
          aria-label=${strings[name]}
          title=${strings[name]}
          @click=${() => this.composer.write({ size: value })}
        >
          ${composerIcons[name]}
        </button>`,
      )}
    </div>`
  }

  #uploadTemplate(strings: Strings): TemplateResult {
    return html`<button type="button" class="opt" part="file-button" aria-label=${strings.pictureFile} @click=${this.#chooseFile}>
        ${composerIcons.upload}<span>${strings.pictureFile}</span>
      </button>
      <input class="files" type="file" accept=${pictureTypes.join()} multiple hidden @change=${this.#onFiles} aria-label=${strings.pictureFile} />`
  }

  #textOnlyTemplate(strings: Strings): TemplateResult {
    return html`<button type="button" class="opt" aria-label=${strings.textOnly} aria-pressed=${this.composer.written.isTextOnly} @click=${this.#toggleTextOnly}>
      ${composerIcons.text}<span>${strings.textOnly}</span>
    </button>`
  }

  #hintTemplate(strings: Strings): TemplateResult {
    const { text } = this.composer.written
    const { quota } = this.#me.value ?? {}
    const left = quota ? Math.max(0, quota.limit - quota.used) : undefined
    if (this.#isWriting) return text ? counterTemplate(text, strings) : html``
    if (this.composer.state.status === 'generating') return html``
    return html`<slot name="hint">${left === undefined ? nothing : html`<span class="quiet hint">${strings.quotaLeft(left)}</span>`}</slot>`
  }

  #buttonsTemplate(isPrompting: boolean, strings: Strings): TemplateResult {
    const { state, written, isPostable } = this.composer
    if (state.status === 'generating') {
      return html`<button type="button" class="ghost" part="cancel-button" @click=${() => this.composer.cancel()}>${strings.cancel}</button>`
    }
    const isTooLong = countGraphemes(written.text) > maxTextGraphemes
    const canPost = isPostable && !isTooLong && state.status !== 'posting'
    const isPainted = written.painted.length > 0
    return html`
      ${isPainted && !isPrompting
        ? html`<button type="button" class="ghost" @click=${this.#editPrompt}>${strings.editPrompt}</button>`
        : nothing}
      ${isPrompting && !this.#isCalmComment
        ? html`<button type="button" class=${this.#isWriting ? 'ghost' : 'primary'} part="generate-button" ?disabled=${written.prompt.trim() === ''} @click=${() => void this.composer.generate()}>
            ${icons.spark}${strings.generate}
          </button>`
        : nothing}
      ${this.#isWriting
        ? html`<button type="submit" class="primary" part="post-button" ?disabled=${!canPost}>${this.#isComment ? strings.postComment : strings.post}</button>`
        : nothing}
    `
  }

  #parentTemplate(strings: Strings): TemplateResult | typeof nothing {
    const { remixOf, commentOn, place } = this.#host
    if (place === 'thread' || !this.#parent.store) return nothing
    const snapshot = this.#parent.value
    const post = snapshot?.post
    const stop = remixOf ? strings.stopRemix : strings.stopComment
    const word = remixOf ? strings.remixOfWhat : commentOn ? strings.commentOnWhat : ''
    const ref = post && {
      id: post.id,
      state: 'visible' as const,
      author: post.author,
      text: post.text,
      ...(post.media[0] && { media: post.media[0] }),
    }
    return html`<div class="parent">
      ${ref
        ? refTemplate(ref, (handle) => `${word} @${handle}`, strings)
        : html`<p class="source quiet">${snapshot?.error ? strings.remixUnavailable : word}</p>`}
      <button type="button" class="remove" aria-label=${stop} title=${stop} @click=${this.#dropParent}>${icons.close}</button>
    </div>`
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

  readonly #redraw = (): void => this.#host.requestUpdate()

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void this.post()
  }

  readonly #onPromptKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void this.composer.generate()
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

  readonly #chooseFile = (): void => this.#host.renderRoot.querySelector<HTMLInputElement>('.files')?.click()

  readonly #onFiles = (event: Event): void => {
    const input = event.target as HTMLInputElement
    this.addFiles([...(input.files ?? [])])
    input.value = ''
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0 || !this.#modes.has('upload')) return
    event.preventDefault()
    this.addFiles(files)
  }

  readonly #onDrag = (event: DragEvent): void => {
    if (!this.#modes.has('upload') || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    const isOver = event.type === 'dragover'
    if (isOver === this.#isDragging) return
    const isInside = event.relatedTarget instanceof Node && this.#host.renderRoot.contains(event.relatedTarget)
    this.#isDragging = isOver || isInside
    this.#redraw()
  }

  readonly #onDrop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])]
    this.#isDragging = false
    this.#redraw()
    if (files.length === 0 || !this.#modes.has('upload')) return
    event.preventDefault()
    this.addFiles(files)
  }
}
