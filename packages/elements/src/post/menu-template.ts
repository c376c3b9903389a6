import type { Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { displayName } from './avatar-template.js'
import type { PostContext } from './post-context.js'

/** The post whose menu is open, and whether it asks if it is to be deleted. */
export interface OpenMenu {
  readonly postId: string
  readonly isConfirming: boolean
}

/** Draws the open menu of a post. */
export function menuTemplate(
  post: Post,
  { isConfirming }: OpenMenu,
  { isReadOnly, user }: PostContext,
  strings: Strings,
): TemplateResult {
  const canDelete = !isReadOnly && (post.viewer?.canDelete ?? post.author.id === user?.id)
  return html`<div class="menu card" part="menu" role="group" aria-label=${strings.menu(displayName(post.author))}>
    ${
      isConfirming
        ? html`<p>${strings.deleteQuestion}</p>
            <button class="danger" data-action="delete-for-good">${strings.deleteConfirm}</button>
            <button data-action="close-menu">${strings.keepPost}</button>`
        : html`<button data-action="copy-link">${strings.copyLink}</button>
            ${canDelete ? html`<button class="danger" data-action="delete">${strings.deletePost}</button>` : nothing}`
    }
  </div>`
}
