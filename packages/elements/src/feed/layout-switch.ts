import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { menuIcons } from '../post/menu-icons.js'
import type { ClientHost } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'

/** The feed around its tabs. */
export interface LayoutHost extends ClientHost {
  layout: string
  readonly feeds: string
  scrollToPost(id: string): Promise<boolean>
}

/** Draws the button beside the tabs that changes between list and grid; a feed without tabs has none. */
export function layoutSwitchTemplate(host: LayoutHost, strings: Strings): TemplateResult | typeof nothing {
  if (host.feeds.trim() === '') return nothing
  const isGrid = host.layout === 'grid'
  const words = isGrid ? strings.showAsList : strings.showAsGrid
  return html`<div class="layout-switch">
    <button
      type="button"
      part="layout-button"
      aria-label=${words}
      title=${words}
      @click=${() => void change(host, isGrid ? 'list' : 'grid')}
    >
      ${isGrid ? menuIcons.list : menuIcons.grid}
    </button>
  </div>`
}

/** Changes the layout and stays with the post that is being looked at. */
async function change(host: LayoutHost, layout: string): Promise<void> {
  const articles = [...host.renderRoot.querySelectorAll<HTMLElement>('.list article[data-post]')]
  const seen = articles.find((article) => article.getBoundingClientRect().bottom > 0)
  const isInside = host.getBoundingClientRect().top < 0
  // Otherwise the posts would be gone until it is there. What did not arrive is told by the feed.
  if (layout === 'grid') await import('./grid-layout.js').catch(() => undefined)
  host.layout = layout
  if (!isInside || !seen) return
  // The grid lays itself out once it knows its width.
  const isThere = (): boolean => host.renderRoot.querySelector(layout === 'grid' ? '.tile' : '.row') !== null
  for (let frame = 0; frame < 60 && !isThere(); frame++) await new Promise(requestAnimationFrame)
  await host.scrollToPost(seen.dataset['post'] ?? '')
}
