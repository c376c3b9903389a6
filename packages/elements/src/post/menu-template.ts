import type { Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import { displayName } from './avatar-template.js'
import { icons } from './icons.js'
import { menuIcons } from './menu-icons.js'
import type { PostContext } from './post-context.js'

/** Which menu of a post is open; the last two ask whether something is really meant. */
export type MenuKind = 'more' | 'repost' | 'delete' | 'block'

/** The article whose menu is open: a post may stand in several. */
export interface OpenMenu {
  readonly articleId: string
  readonly kind: MenuKind
}

/** Draws the open menu of a post. */
export function menuTemplate(post: Post, kind: MenuKind, context: PostContext, strings: Strings): TemplateResult {
  const label = kind === 'repost' ? strings.reposts(post.counts.reposts, false) : strings.menu(displayName(post.author))
  return html`<div class="menu card for-${kind}" part="menu" role="group" aria-label=${label}>
    ${items(post, kind, context, strings)}
  </div>`
}

function items(post: Post, kind: MenuKind, context: PostContext, strings: Strings): TemplateResult {
  const { handle } = post.author
  switch (kind) {
    case 'repost':
      return html`${post.viewer?.reposted ? item('unrepost', strings.unrepost, icons.repost) : item('repost', strings.repost, icons.repost)}${item('quote', strings.quote, menuIcons.quote)}`
    case 'delete':
      return html`<p>${strings.deleteQuestion}</p>
        ${item('delete', strings.deleteConfirm, menuIcons.trash, true)}${item('close-menu', strings.keepPost)}`
    case 'block':
      return html`<p>${strings.blockQuestion(handle)}</p>
        ${item('block', strings.block(handle), menuIcons.block, true)}${item('close-menu', strings.cancel)}`
    case 'more':
      return html`${item('copy-link', strings.copyLink, menuIcons.link)}${more(post, context, strings)}`
    default:
      return kind satisfies never
  }
}

function more(post: Post, { isReadOnly, user }: PostContext, strings: Strings): TemplateResult | typeof nothing {
  if (isReadOnly) return nothing
  const { author, viewer } = post
  const isOwn = author.id === user?.id
  const canEdit = viewer?.canEdit ?? isOwn
  const canDelete = viewer?.canDelete ?? isOwn
  return html`${canEdit ? item('edit', strings.editEntry, menuIcons.pen) : nothing}
  ${
    isOwn
      ? nothing
      : html`${item('mute', strings.mute(author.handle), menuIcons.mute)}${item('ask-block', strings.block(author.handle), menuIcons.block)}${item('report', strings.report, menuIcons.flag, true)}`
  }
  ${canDelete ? item('ask-delete', strings.deletePost, menuIcons.trash, true) : nothing}`
}

function item(action: string, words: string, icon?: TemplateResult, isGrave = false): TemplateResult {
  return html`<button class=${isGrave ? 'danger' : ''} data-action=${action}>
    ${icon ?? nothing}<bdi>${words}</bdi>
  </button>`
}
