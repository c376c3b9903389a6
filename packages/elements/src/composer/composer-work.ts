import { FeedError, isFeedError } from '@ai-feed/core'
import type { FeedClient, OutboxEntry } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { icons } from '../post/icons.js'
import { laterPostStyles } from '../post/later.styles.js'
import type { Announcer } from '../reactive/announcer.js'
import { ClockController } from '../reactive/clock-controller.js'
import { setStates } from '../reactive/custom-states.js'
import { StoreController } from '../reactive/store-controller.js'
import type { Strings } from '../strings.js'
import { Completion } from './completion.js'
import { completionStyles } from './completion.styles.js'
import type { ComposerController } from './composer-controller.js'
import { countOf } from './composer-draft.js'
import { AiComposerFailedEvent, AiComposerRefusedEvent } from './composer-events.js'
import type { ComposerHost } from './composer-host.js'
import { transition } from './composer-state.js'
import type { ComposerEvent, ComposerState } from './composer-state.js'
import type { ComposerTasks } from './composer-tasks.js'
import { complaintSentence, statusSentence, statusTemplate, storing } from './composer-status-template.js'
import type { StatusFacts } from './composer-status-template.js'
import { holdOf, noHold } from './hold.js'
import { Painter } from './painter.js'
import { costSentence, leftOf } from './picture-options-template.js'
import { picturesTemplate } from './pictures-template.js'
import { picturesStyles } from './pictures.styles.js'
import { policiesTemplate } from './policies-template.js'
import { policiesStyles } from './policies.styles.js'
import { Poster } from './poster.js'
import { readPictures } from './read-pictures.js'
import { stageTemplate } from './stage-template.js'
import { stageStyles } from './stage.styles.js'
import { StatusButtons } from './status-buttons.js'
import { statusStyles } from './status.styles.js'
import { TakenAway } from './taken-away.js'
import type { TaskPorts } from './task-ports.js'
import type { WorkPlace } from './work-place.js'

/** What a composer does once somebody touches it: paints, posts, completes, takes pictures, and says how it goes. */
export class ComposerWork implements ReactiveController, ComposerTasks, TaskPorts {
  static readonly styles = [
    ...laterPostStyles,
    statusStyles,
    stageStyles,
    picturesStyles,
    policiesStyles,
    completionStyles,
  ]
  readonly host: ComposerHost
  readonly composer: ComposerController
  readonly completion: Completion
  readonly #place: WorkPlace
  readonly #announcer: Announcer
  readonly #internals: ElementInternals
  readonly readPictures = readPictures
  readonly painter = new Painter(this)
  readonly poster = new Poster(this)
  readonly #outbox: StoreController<readonly OutboxEntry[]>
  readonly #clock: ClockController
  readonly #taken: TakenAway
  readonly #buttons: StatusButtons
  #said = ''
  #state: ComposerState = { status: 'writing' }
  #hold = noHold

  constructor(place: WorkPlace, announcer: Announcer, internals: ElementInternals) {
    const { host, composer } = (this.#place = place)
    this.host = host
    this.composer = composer
    this.#announcer = announcer
    this.#internals = internals
    this.completion = new Completion(host, place.desk, announcer, (text) => composer.write({ text }))
    this.#outbox = new StoreController(host, (entries) => this.poster.hear(entries))
    this.#clock = new ClockController(host, 0)
    const taken = (this.#taken = new TakenAway(host, announcer))
    this.#buttons = new StatusButtons({ place, poster: this.poster, taken, getState: () => this.#state })
    host.addController(this)
    if (composer.generation) void this.painter.resume()
  }

  get client(): FeedClient | undefined {
    return this.#place.desk.client
  }

  get state(): ComposerState {
    return this.#state
  }

  whenOnline(): Promise<void> {
    return this.#place.whenOnline()
  }

  get isHeld(): boolean {
    return this.#hold.untilMs > Date.now()
  }

  hostConnected(): void {
    addEventListener('online', this.#onOnline)
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onOnline)
    // An element that is moved leaves and enters in one task.
    queueMicrotask(() => this.host.isConnected || this.painter.leave())
  }

  hostUpdate(): void {
    this.#outbox.store = this.client?.outbox
    if (this.client) this.painter.comeBack()
    const { painted } = this.composer.written
    const { status } = this.#state
    // Once a second while something counts; else often enough to notice that there are pictures again.
    this.#clock.everyMs = status === 'generating' || this.isHeld ? 1000 : this.#spent ? 30_000 : 0
    const shown = this.#shown
    const { allStrings } = this.#place.desk
    // Heard once, however the time runs.
    const facts = { ...this.#facts, waitMs: this.#hold.forMs }
    const sentence = complaintSentence(this.composer.complaint, allStrings) || statusSentence(shown, allStrings, facts)
    if (sentence && sentence !== this.#said) this.#announcer.say(sentence)
    this.#said = sentence
    this.#taken.look(!this.#place.hasWork)
    const isWaiting = shown.status === 'posting' && shown.entry?.status === 'waiting'
    setStates(this.#internals, {
      generating: status === 'generating',
      ready: status !== 'generating' && painted.length > 0,
      posting: shown.status === 'posting' && !isWaiting,
      queued: isWaiting,
      refused: status === 'refused',
      failed: status === 'failed',
    })
  }

  onWrite(): void {
    const isOver = ['posted', 'canceled', 'refused'].includes(this.#state.status)
    if (isOver || (this.#state.status === 'failed' && !this.#state.entryId && !this.isHeld)) this.goBack()
  }

  goBack(): void {
    this.apply({ type: 'write' })
  }

  reset(): void {
    this.poster.forget()
    this.#taken.forget()
    this.#state = { status: 'writing' }
    this.#hold = noHold
  }

  /** Draws the pictures that are painted, or that are there. */
  pictures(strings: Strings): TemplateResult | typeof nothing {
    const { host, composer, size } = this.#place
    if (this.#state.status !== 'generating') return picturesTemplate(composer, this.#taken, strings)
    return stageTemplate(this.#state, size, countOf(composer.written, host), Date.now(), strings)
  }

  /** Draws what became of what somebody wanted, and what it waits for. */
  status(strings: Strings): TemplateResult {
    const { composer, signIn, layout, files } = this.#place
    const complaint = complaintSentence(composer.complaint, strings)
    const isOffline = !navigator.onLine && layout.isWriting && this.#state.status !== 'failed'
    return html`${complaint ? html`<div class="note danger">${icons.warn}<span>${complaint}</span></div>` : nothing}
    ${signIn.isOwn ? html`<div class="note">${signIn.template()}</div>` : statusTemplate(this.#shown, this.#buttons, strings, this.#facts)}
    ${this.#taken.template(strings)}
    ${isOffline ? html`<div class="note quiet">${icons.warn}<span>${this.poster.isWaiting ? strings.offlineWaiting : strings.offlineNext}</span></div>` : nothing}
    ${layout.hasPolicies ? policiesTemplate(composer, strings) : nothing}
    ${files.isDragging ? html`<div class="drop" aria-hidden="true">${strings.dropHere}</div>` : nothing}`
  }

  readonly apply = (event: ComposerEvent): void => {
    const before = this.#state
    const state = (this.#state = transition(before, event))
    if (state !== before) {
      this.#hold = holdOf(state, this.#hold, Date.now())
      this.#buttons.isAsked = false
      if (event.type === 'start' || event.type === 'store') this.#taken.forget()
    }
    this.host.requestUpdate()
  }

  readonly fail = async (error: unknown, entryId?: string, isPost = Boolean(entryId)): Promise<void> => {
    const told = isFeedError(error) ? error : new FeedError('internal', 'the composer failed', { cause: error })
    this.apply({ type: 'error', error: told, ...(entryId && { entryId }), ...(isPost && { isPost }) })
    await this.host.updateComplete
    const isRefused = this.#state.status === 'refused'
    this.host.dispatchEvent(
      isRefused ? new AiComposerRefusedEvent('prompt', undefined, false) : new AiComposerFailedEvent(told),
    )
  }

  get #facts(): StatusFacts {
    return {
      paintedCount: this.composer.written.painted.length,
      waitMs: Math.max(0, this.#hold.untilMs - Date.now()),
      spent: this.#spent,
    }
  }

  /** When there are pictures again; empty while there are some, or where that is not known. */
  get #spent(): string {
    const { sources, desk } = this.#place
    const quota = sources.me?.quota
    return quota && leftOf(quota, Date.now()) === 0 ? costSentence(quota, 0, 1, desk.language, desk.allStrings) : ''
  }

  get #shown(): ComposerState {
    return this.poster.isStoring ? storing : this.#state
  }

  readonly #onOnline = (): void => {
    if (this.#state.status === 'failed' && this.#state.error.code === 'offline') {
      if (this.painter.isCut) void this.painter.resume()
      else this.goBack()
    }
    this.host.requestUpdate()
  }
}
