import type { TemplateResult } from 'lit'
import type { Post } from '@ai-feed/core'
import type { ClientHost } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import { menuTemplate } from './menu-template.js'
import type { MenuFacts, MenuKind, OpenMenu } from './menu-template.js'
import type { PostContext } from './post-context.js'

/** The one menu of an element that is open over a post, and its keys. */
export class PostMenu {
  readonly #host: ClientHost
  #open: OpenMenu | undefined
  /** The click that comes next is made by a key. */
  #isByKey = false

  constructor(host: ClientHost) {
    this.#host = host
  }

  /** Draws the open menu of a post; undefined while it has none. */
  template(
    articleId: string,
    post: Post,
    context: PostContext,
    strings: Strings,
    factsOf: () => MenuFacts,
  ): { kind: MenuKind; template: TemplateResult } | undefined {
    if (articleId !== this.#open?.articleId) return undefined
    const { kind } = this.#open
    return { kind, template: menuTemplate(post, kind, context, strings, factsOf()) }
  }

  /** Opens a menu by its button, or closes it. */
  toggle(articleId: string, kind: MenuKind): void {
    const isOpen = this.#open?.articleId === articleId && this.#open.kind === kind
    this.#set(isOpen ? undefined : { articleId, kind })
    if (this.#isByKey) void this.#enter()
    this.#isByKey = false
  }

  /** Opens a menu and goes into it. */
  show(articleId: string, kind: MenuKind): void {
    this.#set({ articleId, kind })
    void this.#enter()
  }

  /** Closes it. @param isDone give the focus back to the button that opened it */
  close(isDone = false): void {
    if (!this.#open) return
    if (isDone) this.#buttonOf(this.#open.articleId)?.focus()
    this.#set(undefined)
  }

  /** Enter and ArrowDown go from the button into the menu, arrows through it, Escape back. @returns whether it did something */
  keydown(event: KeyboardEvent, target: HTMLElement): boolean {
    const kind = kindOf(target)
    // Else it would press what it has just opened: first the question, then what that asks about.
    const isHeld = event.repeat && event.key === 'Enter' && target.closest('.menu') !== null
    this.#isByKey = kind !== undefined && ['Enter', ' '].includes(event.key)
    if (event.key === 'Escape' && this.#open) {
      event.stopPropagation()
      this.close(true)
    } else if (kind && event.key === 'ArrowDown') {
      this.show(target.closest('article')?.id ?? '', kind)
    } else if (!isHeld && !moveIn(target, event.key)) return false
    event.preventDefault()
    return true
  }

  /** Whoever goes elsewhere from inside of it has closed it: it covers what comes next. */
  readonly leave = (event: Event): void => {
    const { target, relatedTarget } = event as FocusEvent
    const menu = (target as Element).closest('.menu')
    // Not before the focus is there: it would be taken for lost.
    if (menu && relatedTarget && !menu.contains(relatedTarget as Node)) setTimeout(() => this.close())
  }

  async #enter(): Promise<void> {
    await this.#host.updateComplete
    this.#host.renderRoot.querySelector<HTMLElement>('.menu button')?.focus()
  }

  #buttonOf(articleId: string): HTMLElement | null | undefined {
    const article = (this.#host.renderRoot as ShadowRoot).getElementById(articleId)
    return article?.querySelector<HTMLElement>('[aria-expanded=true]')
  }

  #set(open: OpenMenu | undefined): void {
    this.#open = open
    this.#host.requestUpdate()
  }
}

/** The menu that a button opens. */
function kindOf({ dataset }: HTMLElement): MenuKind | undefined {
  const { action } = dataset
  return action === 'menu' ? 'more' : action === 'repost-menu' ? 'repost' : undefined
}

function moveIn(target: HTMLElement, key: string): boolean {
  const buttons = [...(target.closest('.menu')?.querySelectorAll<HTMLElement>('button') ?? [])]
  const at = buttons.indexOf(target)
  const to = at >= 0 ? { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key] : undefined
  if (to === undefined) return false
  buttons.at(to === buttons.length ? 0 : to)?.focus()
  return true
}
