import type { OutboxEntry } from '@ai-feed/core'
import type { ReactiveController, TemplateResult } from 'lit'
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
import type { ComposerHost } from './composer-host.js'
import { toDraft, withDraft } from './composer-draft.js'
import type { ComposerDraft } from './composer-draft.js'
import { layoutOf } from './composer-layout.js'
import type { ComposerLayout } from './composer-layout.js'
import { createComposerParts } from './composer-parts.js'
import type { ComposerParts } from './composer-parts.js'
import { ComposerSources } from './composer-sources.js'
import { statusSentence, storing } from './composer-status-template.js'
import { composerTemplate } from './composer-template.js'
import type { ComposerDrawing } from './composer-template.js'
import { FileIntake } from './file-intake.js'

/** What a composer draws: the words and pictures of a new post, and how far it is. */
export class ComposerView implements ReactiveController, ComposerDrawing {
  readonly composer: ComposerController
  readonly host: ComposerHost
  readonly desk: ClientController
  readonly sources: ComposerSources
  readonly parts: ComposerParts
  readonly files: FileIntake
  readonly signIn: SignInWaiting
  readonly #announcer: Announcer
  readonly #internals: ElementInternals
  readonly #outbox: StoreController<readonly OutboxEntry[]>
  readonly #clock: ClockController
  #prompted = ''

  constructor(
    host: ComposerHost,
    desk: ClientController,
    announcer: Announcer,
    internals: ElementInternals,
    draft: ComposerDraft,
  ) {
    this.host = host
    this.desk = desk
    this.#announcer = announcer
    this.#internals = internals
    this.signIn = new SignInWaiting(host, desk)
    this.composer = new ComposerController(
      host,
      () => desk.client,
      () => this.signIn.ensure(),
    )
    // Keeps itself: Lit holds the controllers of a host.
    void new FocusKeeper(host, ['[part=cancel-button]', '[part=caption]', 'textarea', 'button'])
    this.sources = new ComposerSources(host, desk, this.composer)
    this.#outbox = new StoreController(host, (entries) => this.composer.onOutbox(entries))
    this.#clock = new ClockController(host, 0)
    this.files = new FileIntake(
      host,
      () => this.layout.canUpload,
      (files) => void this.addFiles(files),
    )
    this.parts = createComposerParts(host, desk, announcer, this.composer, () => this.hasWork)
    adoptStyles(host, composerStyles)
    host.addController(this)
    this.setDraft(draft)
    void this.parts.keeper.ready()
  }

  get #strings(): Strings {
    return this.desk.allStrings
  }

  hostConnected(): void {
    for (const type of ['online', 'offline']) addEventListener(type, this.#redraw)
  }

  hostDisconnected(): void {
    for (const type of ['online', 'offline']) removeEventListener(type, this.#redraw)
  }

  hostUpdate(): void {
    const { client, session } = this.desk
    this.#outbox.store = client?.outbox
    this.composer.defaults = this.sources.me?.defaults
    this.composer.sizes = this.sources.known
    const { written, state } = this.composer
    const { status } = state
    this.#clock.everyMs = status === 'generating' ? 1000 : 0
    this.#takePrompt()
    if (status === 'generating' || written.painted.length + written.files.length > 0) void this.parts.pictures.ready()
    if (this.layout.hasPolicies) void this.parts.policies.ready()
    const shown = this.composer.isStoring ? storing : state
    const sentence = this.complaint || statusSentence(shown, this.#strings, written.painted.length)
    if (sentence) this.#announcer.say(sentence)
    const entry = shown.status === 'posting' ? shown.entry : undefined
    setStates(this.#internals, {
      generating: status === 'generating',
      ready: status !== 'generating' && written.painted.length > 0,
      posting: shown.status === 'posting' && entry?.status !== 'waiting',
      queued: entry?.status === 'waiting',
      refused: status === 'refused',
      offline: !navigator.onLine,
      'signed-out': session.status === 'signed-out',
      failed: status === 'failed',
    })
  }

  get hasWork(): boolean {
    const { written, state, isPostable, isReading } = this.composer
    return (
      isPostable ||
      isReading ||
      state.status === 'generating' ||
      (written.prompt !== this.#prompted && written.prompt.trim() !== '')
    )
  }

  get draft(): ComposerDraft {
    const { written, defaults } = this.composer
    return { ...toDraft(written, this.host, defaults), ...(written.prompt && { prompt: written.prompt }) }
  }

  setDraft(draft: ComposerDraft): void {
    this.composer.write(withDraft(this.composer.written, draft))
  }

  post(): Promise<void> {
    return this.composer.post(this.host)
  }

  /** Adds files. Where the code that looks at them does not arrive, the server judges them. */
  async addFiles(files: readonly Blob[]): Promise<void> {
    const reader = this.parts.pictures.ready().then((desk) => desk?.canRead ?? (() => Promise.resolve(true)))
    await this.composer.addFiles(files, reader)
  }

  /** Why files are not here that somebody has chosen; empty when all are. */
  get complaint(): string {
    const { complaint } = this.composer
    if (complaint === 'unreadable') return errorSentence('unreadable_image', this.#strings)
    return complaint ? this.#strings[complaint === 'type' ? 'notAPicture' : 'tooManyPictures'] : ''
  }

  get layout(): ComposerLayout {
    return layoutOf(this.host, this.composer.written, this.composer.state)
  }

  template(): TemplateResult {
    return composerTemplate(this, this.#strings)
  }

  /** Draws another way of writing, and puts the cursor where one writes. */
  change(how: () => void): void {
    how()
    void this.host.updateComplete.then(() => this.host.focus())
  }

  readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void this.post()
  }

  /** Loads what somebody who begins to write will need next. */
  readonly onFocus = (): void => {
    void this.parts.pictures.ready()
  }

  readonly onInput = ({ target }: Event): void => {
    if (!(target instanceof HTMLTextAreaElement) || !target.matches('.caption')) return
    this.composer.write({ text: target.value })
    const { completion } = this.parts
    if (completion.value) completion.value.look(target)
    else if (/[@#]/.test(target.value)) void completion.retry().then((loaded) => loaded?.look(target))
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    const { target } = event
    if (!(target instanceof HTMLTextAreaElement) || !target.matches('.caption')) return
    if (this.parts.completion.value?.press(event)) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void this.post()
    }
  }

  readonly onBlur = (): void => this.parts.completion.value?.close()

  /** Takes the prompt of the attribute, or that of the picture to remix, as long as nobody wrote one. */
  #takePrompt(): void {
    const source = this.host.remixOf ? this.sources.parent?.post?.media[0]?.provenance.prompt : undefined
    const proposed = this.host.prompt || source || ''
    if (proposed === this.#prompted) return
    const { prompt } = this.composer.written
    if (prompt === '' || prompt === this.#prompted) this.composer.write({ prompt: proposed })
    this.#prompted = proposed
  }

  readonly #redraw = (): void => {
    const { state } = this.composer
    if (navigator.onLine && state.status === 'failed' && state.error.code === 'offline') this.composer.goBack()
    if (navigator.onLine) for (const part of Object.values(this.parts)) if (part.hasFailed) void part.retry()
    this.host.requestUpdate()
  }
}
