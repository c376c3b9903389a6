import type { Post } from '@ai-feed/core'
import { html, noChange, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { Directive, directive } from 'lit/directive.js'
import type { ElementPart } from 'lit/directive.js'
import type { ClientHost } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import { plainText } from './text-template.js'

/** Lets people see the rest of texts that are cut in rows (long-texts.styles). */
export class LongTexts {
  readonly #host: ClientHost
  /** Ids of the articles whose texts are shown whole. */
  readonly #whole = new Set<string>()

  constructor(host: ClientHost) {
    this.#host = host
  }

  isWhole(articleId: string): boolean {
    return this.#whole.has(articleId)
  }

  /** Draws, right after a text that may be cut, the button for its rest. It stays hidden while there is no rest. */
  template(articleId: string, post: Post, strings: Strings): TemplateResult | typeof nothing {
    if (!articleId.startsWith('row') || !mayBeCut(plainText(post.text))) return nothing
    const isWhole = this.isWhole(articleId)
    return html`<button
      type="button"
      class="more-text ${isWhole ? 'whole' : ''}"
      data-action="show-text"
      aria-expanded=${isWhole}
      hidden
      ${shownWhereCut()}
    >
      ${isWhole ? strings.hideText : strings.showText}
    </button>`
  }

  /** Shows a text whole, or cuts it again. The focus stays on the button: only what is below its place moves. */
  async toggle(articleId: string): Promise<void> {
    const isCut = this.#whole.delete(articleId)
    if (!isCut) this.#whole.add(articleId)
    this.#host.requestUpdate()
    await this.#host.updateComplete
    // Whoever has read to the end would otherwise find themselves among other posts.
    if (isCut) (this.#host.renderRoot as ShadowRoot).getElementById(articleId)?.scrollIntoView({ block: 'nearest' })
  }
}

/** A line of the narrowest column holds at least so many letters; wide ones, as those of Chinese, count twice. */
const lettersPerLine = 20

/** Tells whether a text can be longer than what a row shows of it. Most cannot, and are not measured: it costs time. */
function mayBeCut(text: string): boolean {
  const [wideCount, breakCount] = [/[\u2e80-\uffdc]/g, /\n/g].map((sort) => text.match(sort)?.length ?? 0)
  return text.length + (wideCount ?? 0) + lettersPerLine * (breakCount ?? 0) > 12 * lettersPerLine
}

class ShownWhereCut extends Directive {
  render(): unknown {
    return noChange
  }

  override update({ element }: ElementPart): unknown {
    // It does not stand behind the text before its template is put into the page.
    queueMicrotask(() => {
      const words = element.previousElementSibling
      if (words) watch(words)
    })
    return noChange
  }
}

const shownWhereCut = directive(ShownWhereCut)
let sizes: ResizeObserver | undefined

/** Measures a text once it is laid out, and again with another width. The observer holds nothing that has left the page. */
function watch(words: Element): void {
  sizes ??= new ResizeObserver((entries) => {
    // In the next frame: a button that changes the size in this one would be told again at once.
    requestAnimationFrame(() => {
      for (const { target } of entries) measure(target)
    })
  })
  sizes.observe(words)
}

function measure(words: Element): void {
  const button = words.nextElementSibling
  if (!words.isConnected || !button?.matches('.more-text')) return sizes?.unobserve(words)
  if (words.clientHeight === 0) return
  ;(button as HTMLElement).hidden = !button.matches('.whole') && words.scrollHeight <= words.clientHeight + 1
}
