import type { Media } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { FeedStrings } from '../strings.js'
import { icons } from './icons.js'
import type { PostContext } from './post-context.js'
import { isWebUrl } from './text-template.js'

/** How wide pictures are on the page, for the choice among their sources. */
export const pictureSizes = '(max-width: 40rem) 92vw, 36rem'

/** How a picture is drawn. */
export interface PictureOptions {
  readonly context: Pick<PostContext, 'strings' | 'parts'>
  /** Load now and not when it comes near. */
  readonly isFirst?: boolean
  /** Said instead of an empty description. */
  readonly fallbackLabel: string
  /** The button that the picture is does this; without it the picture is no button. */
  readonly action?: string | undefined
  /** How wide it is on the page. */
  readonly sizes?: string
  /** Stands in place of the AI chip, which is a button, where nothing tells more of the picture. */
  readonly label?: TemplateResult
}

/** Draws a picture over its placeholder, in the size that it will have. A generated one wears the AI chip. */
export function pictureTemplate(media: Media, index: number, options: PictureOptions): TemplateResult {
  const { context } = options
  const picture = html`<canvas
      width="1"
      height="1"
      aria-hidden="true"
      ${context.parts?.thumbhash(media.thumbhash)}
    ></canvas
    >${imageTemplate(media, options)}`
  return html`<figure class="picture">
    ${
      options.action
        ? html`<button
            type="button"
            class="frame"
            data-action=${options.action}
            data-picture=${index}
            aria-label=${media.alt ? nothing : options.fallbackLabel}
          >
            ${picture}
          </button>`
        : html`<span class="frame">${picture}</span>`
    }
    ${options.label ?? chipTemplate(media, index, context.strings)}
  </figure>`
}

/** The label of pictures that AI made or changed. It is drawn by every template that shows one in full. */
function chipTemplate(media: Media, index: number, strings: FeedStrings): TemplateResult | typeof nothing {
  const { ai, model, generator } = media.provenance
  if (ai === 'none') return nothing
  const by = model ?? generator
  const word = ai === 'modified' ? strings.aiEdited : strings.ai
  return html`<button
    type="button"
    class="ai-chip"
    data-action="provenance"
    data-picture=${index}
    aria-haspopup="dialog"
    title=${strings.aiChip}
  >
    ${icons.spark}<b>${word}</b> ${by ? html`<bdi>${by}</bdi>` : nothing}
  </button>`
}

function imageTemplate(
  media: Media,
  { isFirst = false, sizes = pictureSizes }: PictureOptions,
): TemplateResult | typeof nothing {
  const sources = media.sources.filter(({ url }) => isWebUrl(url))
  const widest = sources.at(-1)
  if (!widest) return nothing
  const first = sources.find(({ width }) => width >= 640) ?? widest
  return html`<img
    part="image"
    width=${media.width}
    height=${media.height}
    alt=${media.alt}
    loading=${isFirst ? 'eager' : 'lazy'}
    fetchpriority=${isFirst ? 'high' : 'auto'}
    decoding="async"
    sizes=${sizes}
    srcset=${sources.map(({ url, width }) => `${url} ${width}w`).join(', ')}
    src=${first.url}
  />`
}

/** Draws a picture as small as a thumb, for cards of other posts. The AI label stays as a word.
 *  @param reason what it is covered for: nothing but its colours is drawn then, and who shows it says why */
export function thumbTemplate(
  media: Media,
  { strings, parts }: PictureOptions['context'],
  reason?: string,
): TemplateResult {
  const smallest = reason ? undefined : media.sources.find(({ url }) => isWebUrl(url))
  return html`<span class="thumb">
    <canvas width="1" height="1" aria-hidden="true" ${parts?.thumbhash(media.thumbhash)}></canvas>
    ${
      smallest
        ? html`<img
            src=${smallest.url}
            alt=""
            width=${smallest.width}
            height=${smallest.height}
            loading="lazy"
            decoding="async"
          />`
        : nothing
    }
    ${reason ? icons.warn : media.provenance.ai === 'none' ? nothing : html`<small class="ai-mark">${strings.ai}</small>`}
  </span>`
}

/** Says in place of a picture that it did not arrive, for an `error` event of its image. */
export function markBroken({ target }: Event, sentence: string): void {
  const figure = (target as Element).closest?.<HTMLElement>('.picture')
  if (figure) figure.dataset['broken'] = sentence
}
