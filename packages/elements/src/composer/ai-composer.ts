import type { FeedClient } from '@ai-feed/core'
import { LitElement, css, html } from 'lit'
import type { CSSResult, PropertyDeclarations, TemplateResult } from 'lit'
import { addComposer } from '../composer-registry.js'
import type { ComposeIntent, ComposeTarget } from '../composer-registry.js'
import { noticeTemplate, retryButton } from '../post/notice-template.js'
import { Announcer } from '../reactive/announcer.js'
import { ClientController, clientProperties } from '../reactive/client-controller.js'
import { LazyController } from '../reactive/lazy-controller.js'
import type { FeedStrings, Strings } from '../strings.js'
import { tokens } from '../theme/tokens.styles.js'
import { holdRoom } from './held-room.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerDraft } from './composer-draft.js'
import type { ComposerView } from './composer-view.js'

/* As high from the first moment as it stays until something is written: the prompt takes what its tools leave, in every
   font and language, before and after it is known how many pictures are left. */
const room = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  /* For a while only, whatever the draft waits for. */
  .awaiting > form {
    animation: veil 2s step-end !important;
  }
  @keyframes veil {
    from {
      visibility: hidden;
    }
  }
  .room {
    display: grid;
    min-block-size: 10.875rem;
  }
  .room.for-comment {
    min-block-size: 8rem;
  }
  @container (max-width: 26rem) {
    .room {
      min-block-size: 13.25rem;
    }
    .room.for-comment {
      min-block-size: 7.5rem;
    }
  }
  .notice {
    padding: 1.5rem;
    text-align: center;
  }
  @media print {
    /* A tool to write with; what was posted is in the feed. */
    :host {
      display: none !important;
    }
  }
`

/** `<ai-composer>`: writes, paints and uploads posts. What it draws comes from a chunk of its own.
 *
 *  @slot heading - Above the form.
 *  @slot hint - In place of the sentence that says what painting takes of the day's pictures.
 *  @cssState generating - Pictures are being painted.
 *  @cssState ready - Painted pictures are there to choose from.
 *  @cssState posting - The post is on its way.
 *  @cssState queued - The post waits on this device.
 *  @cssState refused - The generator does not paint this.
 *  @cssState offline - There is no connection.
 *  @cssState signed-out - Nobody is signed in; painting or posting asks them to.
 *  @cssState failed - Painting or posting did not work; words and pictures are kept.
 *  @csspart form - The form.
 *  @csspart prompt - The field for what is painted.
 *  @csspart preview - The picture that is being painted.
 *  @csspart progress - How far it is.
 *  @csspart variants - The painted pictures to choose from.
 *  @csspart caption - The field for the words of the post.
 *  @csspart alt - The field that describes a picture.
 *  @csspart counter - How many characters are left, once that matters.
 *  @csspart policies - Who may see, comment and remix, and whether AI may be trained with it.
 *  @csspart generate-button - Paints.
 *  @csspart cancel-button - Stops painting.
 *  @csspart post-button - Posts.
 *  @csspart file-button - Chooses picture files.
 *  @csspart retry-button - Tries again what failed.
 *  @csspart status - What assistive technology is told; nobody sees it.
 */
export class AiComposer extends LitElement implements ComposerHost, ComposeTarget {
  static override styles: CSSResult[] = [tokens, room]
  static override properties: PropertyDeclarations = {
    ...clientProperties,
    remixOf: { attribute: 'remix-of' },
    commentOn: { attribute: 'comment-on' },
    quoteOf: { attribute: 'quote-of' },
    topic: {},
    modes: {},
    size: {},
    count: { type: Number },
    prompt: {},
    label: {},
    place: { attribute: false },
    entryId: { attribute: false },
    draft: { attribute: false },
  }

  declare server: string
  declare site: string
  declare theme: ComposerHost['theme']
  declare client: FeedClient | undefined
  declare strings: Partial<Strings> | undefined

  remixOf = ''
  commentOn = ''
  quoteOf = ''
  topic = ''
  modes = 'create upload'
  size = ''
  count = 1
  prompt = ''
  label = ''
  place: ComposerHost['place'] = 'page'
  entryId = ''
  awaitsDraft = false

  readonly #internals = this.attachInternals()
  readonly #announcer = new Announcer(this)
  #leave: (() => void) | undefined
  readonly #desk = new ClientController(this, (client) => this.#enter(client))
  readonly #view: LazyController<ComposerView>
  #draft: ComposerDraft = {}

  constructor() {
    super()
    this.#view = new LazyController(this, async () => {
      const [{ ComposerView }] = await Promise.all([import('./composer-view.js'), this.#desk.loadAllStrings()])
      return new ComposerView(this, this.#desk, this.#announcer, this.#internals, this.#draft)
    })
  }

  get draft(): ComposerDraft {
    return this.#view.value?.draft ?? this.#draft
  }

  set draft(draft: ComposerDraft | undefined) {
    this.#draft = draft ?? {}
    this.#view.value?.setDraft(this.#draft)
  }

  /** Whether something in it is not posted: it then takes over nothing from others. */
  get hasWork(): boolean {
    return this.#view.value?.hasWork ?? Object.keys(this.#draft).length > 0
  }

  /** Paints what the prompt says. Call it inside a click: it may open the sign-in window. */
  async generate(): Promise<void> {
    await (await this.#view.retry())?.composer.generate()
  }

  /** Stops painting, here and on the server. */
  cancel(): void {
    this.#view.value?.composer.cancel()
  }

  /** Posts what is written. Call it inside a click: it may open the sign-in window. */
  async post(): Promise<void> {
    await (await this.#view.retry())?.composer.post()
  }

  /** Empties the composer. */
  reset(): void {
    this.#draft = {}
    this.#view.value?.composer.reset()
  }

  /** Adds a picture file to the post. */
  async addFile(file: Blob): Promise<void> {
    await (await this.#view.retry())?.composer.addFiles([file])
  }

  /** Takes over what somebody wants to remix, comment or quote, and gets the focus.
   *  @internal */
  compose(intent: ComposeIntent): void {
    this.remixOf = intent.remixOf ?? ''
    this.commentOn = intent.commentOn ?? ''
    this.quoteOf = intent.quoteOf ?? ''
    if (intent.draft) this.draft = intent.draft
    this.scrollIntoView({ block: 'nearest' })
    this.focus()
  }

  /** Puts the cursor where one writes. */
  override focus(options?: FocusOptions): void {
    void this.#view
      .ready()
      .then(() => this.updateComplete)
      .then(() => this.renderRoot.querySelector<HTMLElement>('textarea')?.focus(options))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (!this.hasUpdated) this.awaitsDraft = holdRoom(this)
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  }

  protected override render(): TemplateResult {
    const { strings } = this.#desk
    const isAwaiting = this.awaitsDraft && this.#view.value?.parts.keeper.hasFailed === false
    return html`<div
      class="card shell room ${this.commentOn ? 'for-comment' : ''} ${isAwaiting ? 'awaiting' : ''}"
      lang=${this.#desk.language}
    >
      ${this.#content(strings)}${this.#announcer.template()}
    </div>`
  }

  #content(strings: FeedStrings): TemplateResult {
    if (!this.#desk.client && this.isConnected) return noticeTemplate({ title: strings.serverMissing })
    if (this.#view.value) return this.#view.value.template()
    if (!this.#view.hasFailed) return html``
    return noticeTemplate({ title: strings.codeMissing, button: retryButton(strings, () => void this.#view.retry()) })
  }

  #enter(client: FeedClient | undefined): void {
    this.#leave?.()
    this.#leave = client && this.place === 'page' ? addComposer(client, this) : undefined
  }
}
