import type { Media, Post } from '@ai-feed/core'
import { html } from 'lit'
import type { ReactiveController, TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ComposeIntent } from '../client-registry.js'
import { adoptStyles } from '../reactive/adopt-styles.js'
import type { ClientHost } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import { icons } from './icons.js'
import { overlayStyles } from './overlay.styles.js'
import type { PostDesk } from './post-desk.js'
import type { PostContext } from './post-context.js'
import { provenanceTemplate } from './provenance-panel.js'
import { Thread } from './thread.js'

type Layer = { readonly key: number } & (
  | { readonly kind: 'thread'; readonly thread: Thread }
  | { readonly kind: 'provenance'; readonly post: Post; readonly media: Media }
  | { readonly kind: 'composer'; readonly intent: ComposeIntent }
)
type LayerContent = Layer extends infer L ? (L extends Layer ? Omit<L, 'key'> : never) : never

/** The dialogs over an element's posts, in the element's own root, so that one set of listeners serves both. */
export class Overlay implements ReactiveController {
  readonly #host: ClientHost
  readonly #options: PostDesk
  /** One that closes is drawn until its `close` event, and must not open again meanwhile. */
  readonly #shown = new WeakSet<HTMLDialogElement>()
  #layers: readonly Layer[] = []
  #lastKey = 0

  constructor(host: ClientHost, options: PostDesk) {
    this.#host = host
    this.#options = options
    adoptStyles(host, [overlayStyles])
    host.addController(this)
  }

  get isOpen(): boolean {
    return this.#layers.length > 0
  }

  /** Shows a post with its comments; twice in a row the same one is shown once.
   *  @param isCommenting put the cursor where a comment is written */
  openThread(postId: string, isCommenting = false): void {
    const top = this.#topThread()
    const thread = top?.postId === postId ? top : new Thread(this.#host, this.#options.desk, postId)
    if (isCommenting) thread.focusComposerSoon()
    if (thread !== top) this.#push({ kind: 'thread', thread })
  }

  /** Shows where a picture of a post came from. */
  openProvenance(postId: string, index: number): void {
    const post = this.#findPost(postId)
    const media = post?.media[index]
    if (post && media) this.#push({ kind: 'provenance', post, media })
  }

  openComposer(intent: ComposeIntent): void {
    this.#push({ kind: 'composer', intent })
  }

  closeAll(): void {
    for (const layer of this.#layers) if (layer.kind === 'thread') layer.thread.dispose()
    this.#layers = []
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    for (const dialog of this.#host.renderRoot.querySelectorAll<HTMLDialogElement>('dialog.layer')) {
      if (this.#shown.has(dialog) || !dialog.isConnected) continue
      this.#shown.add(dialog)
      dialog.showModal()
    }
  }

  /** @param asking stands in the top dialog: what is below one cannot be reached */
  template(context: PostContext, asking?: TemplateResult): TemplateResult {
    return html`${repeat(
      this.#layers,
      ({ key }) => key,
      (layer) => this.#layerTemplate(layer, context, layer === this.#layers.at(-1) ? asking : undefined),
    )}`
  }

  #layerTemplate(layer: Layer, context: PostContext, asking: TemplateResult | undefined): TemplateResult {
    const strings = this.#options.desk.allStrings
    const title = titleOf(layer, strings)
    return html`<dialog
      class="layer ${layer.kind}"
      part=${layer.kind === 'provenance' ? '' : 'dialog'}
      aria-label=${title}
      data-post=${layer.kind === 'provenance' ? layer.post.id : ''}
      @close=${() => this.#remove(layer)}
      @click=${closeFromBackdrop}
    >
      <div class="bar">
        <b>${title}</b>
        <button class="close" aria-label=${strings.close} @click=${closeDialog}>${icons.close}</button>
      </div>
      <div class="content">${this.#content(layer, context)}${asking}</div>
    </dialog>`
  }

  #content(layer: Layer, context: PostContext): TemplateResult {
    switch (layer.kind) {
      case 'thread':
        return layer.thread.template(context, this.#options.findPost(layer.thread.postId))
      case 'provenance':
        return provenanceTemplate(layer.media, layer.post, this.#options.desk.allStrings, context.language)
      case 'composer':
        return this.#composer(layer.intent)
      default:
        return layer satisfies never
    }
  }

  #composer(intent: ComposeIntent): TemplateResult {
    const { desk } = this.#options
    return html`<ai-composer
      .place=${'dialog'}
      lang=${desk.language}
      .client=${desk.client}
      .strings=${this.#host.strings}
      .remixOf=${intent.remixOf ?? ''}
      .commentOn=${intent.commentOn ?? ''}
      .quoteOf=${intent.quoteOf ?? ''}
      .draft=${intent.draft ?? {}}
      @ai-composer-queued=${closeDialog}
    ></ai-composer>`
  }

  #findPost(id: string): Post | undefined {
    for (const layer of this.#layers.toReversed()) {
      const post = layer.kind === 'thread' ? layer.thread.findPost(id) : undefined
      if (post) return post
    }
    return this.#options.findPost(id)
  }

  #topThread(): Thread | undefined {
    const top = this.#layers.at(-1)
    return top?.kind === 'thread' ? top.thread : undefined
  }

  #push(content: LayerContent): void {
    this.#layers = [...this.#layers, { ...content, key: ++this.#lastKey }]
    this.#host.requestUpdate()
  }

  #remove(layer: Layer): void {
    if (layer.kind === 'thread') layer.thread.dispose()
    this.#layers = this.#layers.filter((other) => other !== layer)
    this.#host.requestUpdate()
  }
}

function titleOf(layer: Layer, strings: Strings): string {
  switch (layer.kind) {
    case 'thread':
      return strings.commentsTitle
    case 'provenance':
      return layer.media.provenance.ai === 'modified' ? strings.provenanceEdited : strings.provenanceTitle
    case 'composer':
      if (layer.intent.remixOf) return strings.remix
      return layer.intent.draft ? strings.editEntry : strings.composerLabel
    default:
      return layer satisfies never
  }
}

function closeDialog(event: Event): void {
  ;(event.currentTarget as Element).closest('dialog')?.close()
}

/** A click on the dialog itself is one beside its content. */
function closeFromBackdrop(event: Event): void {
  if (event.target === event.currentTarget) (event.currentTarget as HTMLDialogElement).close()
}
