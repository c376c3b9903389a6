import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { FeedStrings } from '../strings.js'

/** What a notice says and offers. */
export interface Notice {
  readonly title: string
  readonly text?: string | undefined
  readonly button?: TemplateResult | undefined
}

/** Draws why there is nothing to see, and what helps. */
export function noticeTemplate({ title, text, button }: Notice): TemplateResult {
  return html`<div class="notice">
    <b>${title}</b>${text ? html`<p class="quiet">${text}</p>` : nothing}${button ?? nothing}
  </div>`
}

/** A button that tries again what failed. */
export function retryButton(strings: FeedStrings, onClick: (event: Event) => void): TemplateResult {
  return html`<button type="button" class="ghost" part="retry-button" @click=${onClick}>${strings.retry}</button>`
}

/** Draws the outlines of posts that are on their way. */
export function skeletonTemplate(count: number): TemplateResult {
  return html`${Array.from(
    { length: count },
    () =>
      html`<div class="post skeleton" aria-hidden="true">
        <span class="avatar bone"></span>
        <div class="body"><i class="bone short"></i><i class="bone"></i><i class="bone tall"></i></div>
      </div>`,
  )}`
}
