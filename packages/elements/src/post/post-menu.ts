import type { TemplateResult } from 'lit'
import type { Post } from '@ai-feed/core'
import type { ClientHost } from '../reactive/client-controller.js'
import type { Strings } from '../strings.js'
import { menuTemplate } from './menu-template.js'
import type { OpenMenu } from './menu-template.js'
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

  /** Draws the menu of a post; undefined while it is closed. */
  template(post: Post, context: PostContext, strings: Strings): TemplateResult | undefined {
    return post.id === this.#open?.postId ? menuTemplate(post, this.#open, context, strings) : undefined
  }

  toggle(postId: string): void {
    this.#set(this.#open?.postId === postId ? undefined : { postId, isConfirming: false })
    if (this.#isByKey) void this.#enter()
    this.#isByKey = false
  }

  /** Asks whether the post is to be deleted. */
  confirm(postId: string): void {
    this.#set({ postId, isConfirming: true })
    void this.#enter()
  }

  /** Closes it. @param isDone give the focus back to the button that opened it */
  close(isDone = false): void {
    if (!this.#open) return
    if (isDone) this.#buttonOf(this.#open.postId)?.focus()
    this.#set(undefined)
  }

  /** Enter and ArrowDown go from the button into the menu, arrows through it, Escape back. @returns whether it did something */
  keydown(event: KeyboardEvent, target: HTMLElement): boolean {
    this.#isByKey = target.dataset['action'] === 'menu' && ['Enter', ' '].includes(event.key)
    if (event.key === 'Escape' && this.#open) {
      event.stopPropagation()
      this.close(true)
    } else if (target.dataset['action'] === 'menu' && event.key === 'ArrowDown') {
      this.#set({ postId: target.closest<HTMLElement>('[data-post]')?.dataset['post'] ?? '', isConfirming: false })
      void this.#enter()
    } else if (!moveIn(target, event.key)) return false
    event.preventDefault()
    return true
  }

  async #enter(): Promise<void> {
    await this.#host.updateComplete
    this.#host.renderRoot.querySelector<HTMLElement>('.menu button')?.focus()
  }

  #buttonOf(postId: string): HTMLElement | undefined {
    const buttons = this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-action=menu][aria-expanded=true]')
    return [...buttons].find((button) => button.closest<HTMLElement>('[data-post]')?.dataset['post'] === postId)
  }

  #set(open: OpenMenu | undefined): void {
    this.#open = open
    this.#host.requestUpdate()
  }
}

function moveIn(target: HTMLElement, key: string): boolean {
  const buttons = [...(target.closest('.menu')?.querySelectorAll<HTMLElement>('button') ?? [])]
  const at = buttons.indexOf(target)
  const to = at >= 0 ? { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key] : undefined
  if (to === undefined) return false
  buttons.at(to === buttons.length ? 0 : to)?.focus()
  return true
}
