import type { Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { setStyle } from '../reactive/set-style.js'
import { displayName } from './avatar-template.js'
import type { Layer } from './layers.js'
import { lightboxIcons } from './lightbox-icons.js'
import { PictureZoom } from './picture-zoom.js'
import { pictureTemplate } from './picture-template.js'
import type { PostBench } from './post-bench.js'
import type { PostContext } from './post-context.js'

/** Shows the pictures of a post as large as the window is, to zoom into and to leaf through. */
export class Lightbox {
  readonly #bench: PostBench
  readonly #post: Post
  readonly #zoom = new PictureZoom((step) => this.#leaf(step))
  #index: number

  constructor(bench: PostBench, post: Post, index: number) {
    this.#bench = bench
    this.#post = post
    this.#index = index
  }

  /** The dialog that it is drawn in. */
  layer(): Layer {
    return {
      kind: 'lightbox',
      title: () => this.#bench.strings.pictureBy(displayName(this.#post.author)),
      postId: this.#post.id,
      template: (context) => this.#template(context),
      keydown: (event) => this.#keydown(event),
    }
  }

  #template(context: PostContext): TemplateResult {
    const { media } = this.#post
    const { strings } = this.#bench
    const picture = media[this.#index]
    if (!picture) return html``
    return html`<div
        class="stage"
        ${setStyle({ '--_ratio': picture.width / picture.height })}
        @wheel=${{ handleEvent: this.#zoom.wheel, passive: false }}
        @dblclick=${this.#zoom.toggle}
        @dragstart=${(event: Event) => event.preventDefault()}
        @pointerdown=${this.#zoom.down}
        @pointermove=${this.#zoom.move}
        @pointerup=${this.#zoom.up}
        @pointercancel=${this.#zoom.up}
      >
        ${pictureTemplate(picture, this.#index, { context, isFirst: true, sizes: '100vw', fallbackLabel: strings.picture })}
      </div>
      <div class="tools">
        ${media.length > 1 ? this.#tool(strings.previousPicture, lightboxIcons.back, () => this.#leaf(-1)) : nothing}
        ${this.#tool(strings.zoomOut, lightboxIcons.minus, () => this.#zoom.by(1 / 1.5))}
        ${this.#tool(strings.zoomIn, lightboxIcons.plus, () => this.#zoom.by(1.5))}
        ${media.length > 1 ? this.#tool(strings.nextPicture, lightboxIcons.forward, () => this.#leaf(1)) : nothing}
      </div>
      ${picture.alt ? html`<p class="alt" tabindex="0" dir="auto">${picture.alt}</p>` : nothing}`
  }

  #tool(label: string, icon: TemplateResult, onClick: () => void): TemplateResult {
    return html`<button type="button" class="close" aria-label=${label} title=${label} @click=${onClick}>
      ${icon}
    </button>`
  }

  #leaf(step: 1 | -1): void {
    const { media } = this.#post
    const { host, options, strings } = this.#bench
    const index = this.#index + step
    if (!media[index]) return
    this.#index = index
    this.#zoom.reset()
    options.announcer.say(`${strings.variant(index + 1, media.length)}. ${media[index].alt}`)
    host.requestUpdate()
  }

  /** Arrows leaf, or move what is zoomed; plus, minus and 0 zoom. Escape is the dialog's. */
  #keydown(event: KeyboardEvent): void {
    const dialog = event.currentTarget as HTMLElement
    const zoom = this.#zoom
    const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined
    const across = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const step = dialog.matches(':dir(rtl)') && sideways ? (-sideways as 1 | -1) : sideways
    const stage = dialog.querySelector<HTMLElement>('.stage')
    if (!stage || event.ctrlKey || event.metaKey || event.altKey) return
    zoom.watch(stage)
    if (zoom.isOn && (sideways || across)) zoom.pan((sideways ?? 0) * -80, (across ?? 0) * -80)
    else if (step) this.#leaf(step)
    else if (event.key === '+' || event.key === '=') zoom.by(1.5)
    else if (event.key === '-') zoom.by(1 / 1.5)
    else if (event.key === '0') zoom.reset()
    else return
    event.preventDefault()
  }
}

export { lightboxStyles } from './lightbox.styles.js'
