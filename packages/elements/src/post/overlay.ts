import type { Post, PostChange, PostDraft } from '@ai-feed/core'
import { html } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { each } from '../reactive/each.js'
import type { ComposeIntent } from '../composer-registry.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import type { ClientHost } from '../reactive/client-controller.js'
import { draftLayer, editLayer } from './edit-form.js'
import { laterIcons } from './later-icons.js'
import { closeDialog, composerLayer, provenanceLayer, threadLayer } from './layers.js'
import type { Layer } from './layers.js'
import type { OverPosts, SaveDraft } from './over-posts.js'
import { overlayStyles } from './overlay.styles.js'
import type { PostBench } from './post-bench.js'
import type { PostContext } from './post-context.js'
import { reportLayer } from './report-form.js'
import { Thread } from './thread.js'

export { overlayStyles }

interface Shown {
  readonly key: number
  readonly layer: Layer
}

/** The dialogs over an element's posts, in the element's own root, so that one set of listeners serves both. */
export class Overlay implements OverPosts, ReactiveController {
  readonly #host: ClientHost
  readonly #bench: PostBench
  /** One that closes is drawn until its `close` event, and must not open again meanwhile. */
  readonly #opened = new WeakSet<HTMLDialogElement>()
  #layers: readonly Shown[] = []
  #lastKey = 0

  constructor(host: ClientHost, bench: PostBench) {
    this.#host = host
    this.#bench = bench
    adoptStyles(host, [overlayStyles])
    host.addController(this)
  }

  get isOpen(): boolean {
    return this.#layers.length > 0
  }

  openThread(postId: string, isCommenting = false): void {
    const top = this.#layers.at(-1)?.layer.thread
    const thread = top?.postId === postId ? top : new Thread(this.#host, this.#bench.options.desk, postId)
    if (isCommenting) thread.focusComposerSoon()
    if (thread !== top) this.#open(threadLayer(this.#bench, thread))
  }

  openProvenance(postId: string, index: number): void {
    const post = this.#bench.findPost(postId)
    const media = post?.media[index]
    if (post && media) this.#open(provenanceLayer(this.#bench, post, media))
  }

  async openPicture(postId: string, index: number): Promise<void> {
    const post = this.#bench.findPost(postId)
    if (!post?.media[index]) return
    try {
      const { Lightbox, lightboxStyles } = await import('./lightbox.js')
      adoptStyles(this.#host, [lightboxStyles])
      this.#open(new Lightbox(this.#bench, post, index).layer())
    } catch {
      // The chunk did not arrive.
      this.#bench.tell(this.#bench.strings.codeMissing)
    }
  }

  openComposer(intent: ComposeIntent): void {
    this.#open(composerLayer(this.#bench, intent))
  }

  openReport(post: Post): void {
    this.#open(reportLayer(this.#bench, post))
  }

  openEdit(post: Post, tried?: PostChange): void {
    this.#open(editLayer(this.#bench, post, tried))
  }

  openDraft(draft: PostDraft, save: SaveDraft): void {
    this.#open(draftLayer(this.#bench, draft, save))
  }

  closeAll(): void {
    for (const { layer } of this.#layers) layer.thread?.dispose()
    this.#layers = []
    this.#host.requestUpdate()
  }

  findPost(id: string): Post | undefined {
    for (const { layer } of this.#layers.toReversed()) {
      const post = layer.thread?.findPost(id)
      if (post) return post
    }
    return undefined
  }

  hostUpdated(): void {
    for (const dialog of this.#host.renderRoot.querySelectorAll<HTMLDialogElement>('dialog.layer')) {
      if (this.#opened.has(dialog) || !dialog.isConnected) continue
      this.#opened.add(dialog)
      dialog.showModal()
      focusField(dialog)
    }
  }

  template(context: PostContext, asking?: TemplateResult): TemplateResult {
    return html`${each(
      this.#layers,
      ({ key }) => key,
      (shown) => this.#dialog(shown, context, shown === this.#layers.at(-1) ? asking : undefined),
    )}`
  }

  #dialog(shown: Shown, context: PostContext, asking: TemplateResult | undefined): TemplateResult {
    const { kind, postId, template, keydown } = shown.layer
    const title = shown.layer.title()
    return html`<dialog
      class="layer ${kind}"
      part=${kind === 'provenance' ? '' : 'dialog'}
      aria-label=${title}
      data-post=${postId ?? ''}
      @close=${() => this.#remove(shown)}
      @click=${closeFromBackdrop}
      @keydown=${keydown}
    >
      <div class="bar">
        <b>${title}</b>
        <button type="button" class="close" aria-label=${this.#bench.strings.close} @click=${closeDialog}>
          ${laterIcons.close}
        </button>
      </div>
      <div class="content">${template(context)}</div>
      ${asking}
    </dialog>`
  }

  #open(layer: Layer): void {
    this.#layers = [...this.#layers, { layer, key: ++this.#lastKey }]
    this.#host.requestUpdate()
  }

  #remove(shown: Shown): void {
    shown.layer.thread?.dispose()
    this.#layers = this.#layers.filter((other) => other !== shown)
    this.#host.requestUpdate()
  }
}

/** A click on the dialog itself is one beside its content. */
function closeFromBackdrop(event: Event): void {
  if (event.target === event.currentTarget) (event.currentTarget as HTMLDialogElement).close()
}

/** Whoever opens a form wants to write in it, at the end of what is there. */
function focusField(dialog: HTMLDialogElement): void {
  const field = dialog.querySelector<HTMLElement>('.form :is(select, textarea), .composer > .content > ai-composer')
  field?.focus()
  if (field instanceof HTMLTextAreaElement) field.selectionStart = field.value.length
}
