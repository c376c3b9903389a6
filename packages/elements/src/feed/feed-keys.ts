import { findOnPage } from '../reactive/page.js'

/** What moving through a feed needs of the element. */
export interface FeedWalk {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  /** Draws the post at an index before the focus goes there. @returns false past the last one */
  readonly reach: (index: number) => Promise<boolean>
}

/** The keys of the ARIA feed pattern: PageDown and PageUp go from post to post, Ctrl+End and Ctrl+Home leave the feed. */
export async function walkFeed(event: KeyboardEvent, target: Element, walk: FeedWalk): Promise<void> {
  // What a page puts into the feed has keys of its own, as fields have.
  if (!walk.root.contains(target) || target.closest('dialog, .menu')) return
  if (event.ctrlKey && (event.key === 'End' || event.key === 'Home')) {
    const outside = focusableBeside(walk.host, event.key === 'End')
    if (!outside) return
    event.preventDefault()
    return outside.focus()
  }
  if (event.key !== 'PageDown' && event.key !== 'PageUp') return
  const article = target.closest<HTMLElement>('article')
  if (!article) return
  event.preventDefault()
  const step = event.key === 'PageDown' ? 1 : -1
  const beside = besideInDom(walk.root, article, step)
  if (beside) return beside.focus()
  const index = Number(article.getAttribute('aria-posinset')) - 1 + step
  if (index < 0 || !(await walk.reach(index))) return
  walk.root.querySelector<HTMLElement>(`article[aria-posinset="${index + 1}"]`)?.focus()
}

/** The neighbour in the page, if no posts that are not drawn lie between. */
function besideInDom(root: ShadowRoot, article: HTMLElement, step: number): HTMLElement | undefined {
  const articles = [...root.querySelectorAll<HTMLElement>('.list article')]
  const beside = articles[articles.indexOf(article) + step]
  const position = (post: HTMLElement | undefined): number => Number(post?.getAttribute('aria-posinset') ?? 0)
  return Math.abs(position(beside) - position(article)) <= 1 ? beside : undefined
}

const focusable =
  'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),[tabindex]:not([tabindex="-1"]),ai-composer,ai-account,ai-post'

function focusableBeside(host: HTMLElement, isAfter: boolean): HTMLElement | undefined {
  const side = isAfter ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
  const found = findOnPage(host, focusable).filter(
    (element) => host.compareDocumentPosition(element) & side && !element.contains(host) && element.checkVisibility(),
  )
  return isAfter ? found[0] : found.at(-1)
}
