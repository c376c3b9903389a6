import type { ReactiveController, TemplateResult } from 'lit'
import { adoptStyles } from '../reactive/adopt-styles.js'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { FocusKeeper } from '../reactive/focus-keeper.js'
import { LanguageWatch } from '../reactive/language-watch.js'
import { SignInWaiting } from '../reactive/sign-in-waiting.js'
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
  readonly #internals: ElementInternals
  readonly #announcer: Announcer
  #prompted = ''
  /** Something was wanted that needs the code that comes later. */
  #needsWork = false
  #waiting: (() => void)[] = []

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
    this.composer = new ComposerController({
      host,
      signIn: () => this.signIn.ensure(),
      getTasks: () => this.parts.work.value,
      loadTasks: (isPatient) => this.#need(isPatient),
      whenOnline: () => this.whenOnline().then(() => host.isConnected && this.#isSignedIn),
    })
    // These keep themselves: Lit holds the controllers of a host.
    void new LanguageWatch(host)
    void new FocusKeeper(host, ['[part=cancel-button]', '[part=caption]', 'textarea', 'button'])
    this.sources = new ComposerSources(host, desk, this.composer)
    this.files = new FileIntake(
      host,
      () => this.layout.canUpload,
      (files) => void this.composer.addFiles(files),
    )
    this.parts = createComposerParts(this, announcer, internals)
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
    this.#goOn()
  }

  hostUpdate(): void {
    this.composer.defaults = this.sources.me?.defaults
    this.composer.sizes = this.sources.known
    this.#takePrompt()
    if (this.#hasLate) void this.parts.work.ready()
    if (this.stuck) this.#announcer.say(this.stuck)
    setStates(this.#internals, {
      offline: !navigator.onLine,
      'signed-out': this.desk.session.status === 'signed-out',
    })
  }

  /** Says that the connection or the code is missing without which it does not go on, and what comes of it; empty as long as
   *  it is not. */
  get stuck(): string {
    const { codeMissing, offlineWaiting, offlineGenerate, offlinePainting } = this.#strings
    if (this.composer.isWaiting) return this.#isSignedIn ? offlinePainting : offlineGenerate
    if (!this.parts.work.hasFailed || !(this.#needsWork || this.#hasLate)) return ''
    return navigator.onLine ? codeMissing : offlineWaiting
  }

  get #isSignedIn(): boolean {
    return this.desk.session.status === 'signed-in'
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

  /** The size that is painted: what somebody chose, what the element says, or the first that the server paints. */
  get size(): string {
    const { sizes } = this.sources
    const wanted = this.composer.written.size ?? this.host.size
    return sizes.includes(wanted) ? wanted : (sizes[0] ?? '')
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
    void this.composer.post()
  }

  /** Loads what somebody who comes near will need next. Where they are told that it is missing, their click asks again. */
  readonly onTouch = (): void => {
    if (!this.stuck) void this.parts.work.retry()
  }

  readonly onInput = ({ target }: Event): void => {
    if (!(target instanceof HTMLTextAreaElement) || !target.matches('.caption')) return
    this.composer.write({ text: target.value })
    void this.parts.work.ready().then((work) => work?.completion.look(target))
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    const { target } = event
    if (!(target instanceof HTMLTextAreaElement) || !target.matches('.caption')) return
    if (this.parts.work.value?.completion.press(event)) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void this.composer.post()
    }
  }

  readonly onBlur = (): void => this.parts.work.value?.completion.close()

  /** Takes the prompt of the attribute, or that of the picture to remix, as long as nobody wrote one. */
  #takePrompt(): void {
    const source = this.host.remixOf ? this.sources.parent?.post?.media[0]?.provenance.prompt : undefined
    const proposed = this.host.prompt || source || ''
    if (proposed === this.#prompted) return
    const { prompt } = this.composer.written
    if (prompt === '' || prompt === this.#prompted) this.composer.write({ prompt: proposed })
    this.#prompted = proposed
  }

  /** Whether there is something that only the code that comes later can draw. */
  get #hasLate(): boolean {
    const { painted, files } = this.composer.written
    return this.layout.hasPolicies || painted.length + files.length > 0
  }

  /** Loads what goes on with what somebody wants; who is patient has it do so by itself once there is a connection. */
  async #need(isPatient = false): ReturnType<ComposerParts['work']['ready']> {
    this.#needsWork = true
    const work = await this.parts.work.retry()
    if (work || !isPatient || navigator.onLine) return work
    await this.whenOnline()
    return this.host.isConnected ? this.#need(isPatient) : undefined
  }

  whenOnline(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    return promise
  }

  #goOn(): void {
    for (const goOn of this.#waiting.splice(0)) goOn()
  }

  readonly #redraw = (): void => {
    if (navigator.onLine) {
      for (const part of Object.values(this.parts)) if (part.hasFailed) void part.retry()
      this.#goOn()
    }
    this.host.requestUpdate()
  }
}
