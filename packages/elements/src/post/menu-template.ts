import type { Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import type { Relation } from './author-relation.js'
import { displayName } from './avatar-template.js'
import { icons } from './icons.js'
import { menuIcons } from './menu-icons.js'
import type { PostContext } from './post-context.js'

/** Which menu of a post is open; `why` tells what brought it here, the last two ask whether something is really meant. */
export type MenuKind = 'more' | 'why' | 'repost' | 'delete' | 'block'

/** The article whose menu is open: a post may stand in several. */
export interface OpenMenu {
  readonly articleId: string
  readonly kind: MenuKind
}

/** What a menu knows of a post beside the post itself. */
export interface MenuFacts {
  /** The terms of the score that gives it its place. */
  readonly terms: Readonly<Record<string, number>> | undefined
  /** What the user is to its author. */
  readonly relation: Relation
}

/** Draws the open menu of a post. */
export function menuTemplate(
  post: Post,
  kind: MenuKind,
  context: PostContext,
  strings: Strings,
  facts: MenuFacts,
): TemplateResult {
  const { author, counts } = post
  const label = {
    more: strings.menu(displayName(author)),
    why: strings.whyTitle,
    repost: strings.reposts(counts.reposts, false),
    delete: strings.deleteQuestion,
    block: strings.blockQuestion(author.handle),
  }[kind]
  return html`<div class="menu card for-${kind}" part="menu" role="group" aria-label=${label}>
    ${items(post, kind, context, strings, facts)}
  </div>`
}

function items(post: Post, kind: MenuKind, context: PostContext, strings: Strings, facts: MenuFacts): TemplateResult {
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
    case 'why':
      return html`<p>${strings.whyTitle}</p>
        <ul>
          ${termsIn(facts, strings).map((words) => html`<li>${words}</li>`)}
        </ul>
        <p class="quiet">${strings.whyNote}</p>
        ${item('close-menu', strings.close)}`
    case 'more':
      return html`${item('copy-link', strings.copyLink, menuIcons.link)}
      ${termsIn(facts, strings).length > 0 ? item('why', strings.why, menuIcons.why) : nothing}
      ${more(post, context, strings, facts)}`
    default:
      return kind satisfies never
  }
}

/** The terms of a score that count for something, in words. */
function termsIn({ terms = {} }: MenuFacts, { whyTerms }: Strings): readonly string[] {
  return Object.entries(whyTerms).flatMap(([name, words]) => ((terms[name] ?? 0) > 0 ? [words] : []))
}

function more(
  post: Post,
  { isReadOnly, user }: PostContext,
  strings: Strings,
  { relation }: MenuFacts,
): TemplateResult | typeof nothing {
  if (isReadOnly) return nothing
  const { author, viewer } = post
  const isOwn = author.id === user?.id
  const canEdit = viewer?.canEdit ?? isOwn
  const canDelete = viewer?.canDelete ?? isOwn
  return html`${canEdit ? item('edit', strings.editEntry, menuIcons.pen) : nothing}
  ${
    isOwn
      ? nothing
      : html`${relation.following ? item('unfollow', strings.unfollow(author.handle), menuIcons.unfollow) : item('follow', strings.follow(author.handle), menuIcons.follow)}${relation.muting ? item('unmute', strings.unmute(author.handle), menuIcons.unmute) : item('mute', strings.mute(author.handle), menuIcons.mute)}${item('ask-block', strings.block(author.handle), menuIcons.block)}${item('report', strings.report, menuIcons.flag, true)}`
  }
  ${canDelete ? item('ask-delete', strings.deletePost, menuIcons.trash, true) : nothing}`
}

function item(action: string, words: string, icon?: TemplateResult, isGrave = false): TemplateResult {
  return html`<button type="button" class=${isGrave ? 'danger' : ''} data-action=${action}>
    ${icon ?? nothing}<bdi>${words}</bdi>
  </button>`
}
