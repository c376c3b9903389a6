import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'

/** Draws the feeds to choose from; none, if none are named. Arrow keys go from one to the next (tab-keys). */
export function tabsTemplate(
  feeds: string,
  chosen: string,
  labels: Readonly<Record<string, string>>,
  select: (feed: string) => void,
): TemplateResult | typeof nothing {
  const tabs = namesOf(feeds)
  if (tabs.length === 0) return nothing
  return html`<div class="tabs" part="tabs" role="tablist">
    ${tabs.map(
      (feed, index) =>
        html`<button
          type="button"
          id="tab-${index}"
          class="tab"
          part="tab"
          role="tab"
          aria-selected=${feed === chosen}
          aria-controls="panel"
          tabindex=${feed === chosen || (!tabs.includes(chosen) && feed === tabs[0]) ? 0 : -1}
          @click=${() => select(feed)}
        >
          ${labels[feed] ?? feed}
        </button>`,
    )}
  </div>`
}

/** Draws what the chosen tab shows; without tabs it is the content alone. */
export function panelTemplate(feeds: string, chosen: string, content: TemplateResult): TemplateResult {
  const tabs = namesOf(feeds)
  const index = tabs.indexOf(chosen)
  if (tabs.length === 0) return content
  return html`<div id="panel" role="tabpanel" aria-labelledby=${index >= 0 ? `tab-${index}` : nothing}>${content}</div>`
}

function namesOf(feeds: string): readonly string[] {
  return feeds
    .split(',')
    .map((feed) => feed.trim())
    .filter((feed) => feed !== '')
}
