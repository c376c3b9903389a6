import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'

/** Draws the feeds to choose from; none, if none are named. Arrow keys go from one to the next. */
export function tabsTemplate(
  feeds: string,
  chosen: string,
  labels: Readonly<Record<string, string>>,
  select: (feed: string) => void,
): TemplateResult | typeof nothing {
  const names = feeds.split(',').map((feed) => feed.trim())
  const tabs = names.filter((feed) => feed !== '')
  if (tabs.length === 0) return nothing
  return html`<div class="tabs" part="tabs" role="tablist" @keydown=${moveFocus}>
    ${tabs.map(
      (feed) =>
        html`<button
          class="tab"
          part="tab"
          role="tab"
          aria-selected=${feed === chosen}
          tabindex=${feed === chosen || (!tabs.includes(chosen) && feed === tabs[0]) ? 0 : -1}
          @click=${() => select(feed)}
        >
          ${labels[feed] ?? feed}
        </button>`,
    )}
  </div>`
}

/** Goes to the neighbour in the reading direction and chooses it, as tabs do. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const list = event.currentTarget as HTMLElement
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')]
  const direction = list.matches(':dir(rtl)') ? -step : step
  const next = tabs.at((tabs.indexOf(event.target as HTMLElement) + direction) % tabs.length)
  next?.focus()
  next?.click()
}
