import type { Segment } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'

/** Draws text that a user wrote. Each piece that means something stands in its own direction. */
export function textTemplate(segments: readonly Segment[]): (TemplateResult | string)[] {
  return segments.map((segment) => {
    if (segment.type === 'text') return segment.text
    if (segment.type === 'link' && isWebUrl(segment.url)) {
      return html`<a href=${segment.url} target="_blank" rel="noopener nofollow ugc"><bdi>${segment.text}</bdi></a>`
    }
    return html`<bdi class="mark">${segment.text}</bdi>`
  })
}

/** Draws the words of a post. Line breaks count in it, so nothing stands between the tags but the words. */
export function paragraphTemplate(segments: readonly Segment[], id?: string, lang?: string): TemplateResult {
  const [words, label, language] = [textTemplate(segments), id ?? nothing, lang ?? nothing]
  return html`<p part="text" class="text" dir="auto" id=${label} lang=${language}>${words}</p>`
}

/** Gives the plain words of a text. */
export function plainText(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('')
}

/** Tells whether an address leads to the web, and not into a script or a file. */
export function isWebUrl(url: string): boolean {
  return /^https?:\/\//i.test(url)
}
