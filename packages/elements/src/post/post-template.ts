import type { Post, PostRef } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { FeedStrings } from '../strings.js'
import { avatarTemplate, displayName } from './avatar-template.js'
import { icons } from './icons.js'
import { pictureTemplate, thumbTemplate } from './picture-template.js'
import { fullTime, relativeTime, shortCount } from './relative-time.js'
import { paragraphTemplate, plainText } from './text-template.js'

/** What a post is drawn with; the same for all posts of an element. */
export interface PostContext {
  readonly strings: FeedStrings
  readonly language: string
  readonly nowMs: number
  readonly isReadOnly: boolean
  readonly userId?: string | undefined
  /** The post whose menu is open. */
  readonly menu?: { readonly postId: string; readonly isConfirming: boolean } | undefined
}

/** Where a post stands. */
export interface PostPlace {
  /** Number in the feed, from 1; absent outside of one. */
  readonly position?: number
  /** `row` cuts long text, `head` shows a post whole at the top of its thread, `comment` is a row below it. */
  readonly form: 'row' | 'head' | 'comment'
  /** Draw pictures at once. */
  readonly isFirst?: boolean
}

/** Draws a post. Buttons carry `data-action`; the element listens once for all of them (post-actions). */
export function postTemplate(post: Post, context: PostContext, place: PostPlace): TemplateResult {
  const { strings, language, nowMs } = context
  const { author, media } = post
  const name = displayName(author)
  const id = `${place.form}-${post.id}`
  return html`<article
    part="post"
    class="post ${place.form}"
    data-post=${post.id}
    tabindex="0"
    aria-posinset=${place.position ?? nothing}
    aria-setsize=${place.position ? '-1' : nothing}
    aria-labelledby="by-${id}"
    aria-describedby=${post.text.length > 0 ? `text-${id}` : nothing}
  >
    ${avatarTemplate(author)}
    <div class="body">
      <header>
        <bdi class="name" part="author" id="by-${id}">${name}</bdi>
        <bdi class="handle">@${author.handle}</bdi>
        <button
          class="time"
          part="time"
          data-action="open"
          title=${fullTime(post.createdAt, language)}
          aria-label=${`${strings.openPost(name)}, ${relativeTime(post.createdAt, nowMs, strings, language)}`}
        >
          <time datetime=${post.createdAt}>${relativeTime(post.createdAt, nowMs, strings, language)}</time
          >${notes(post, strings)}
        </button>
        ${menuTemplate(post, name, context)}
      </header>
      ${place.form !== 'comment' && post.commentOn ? sourceLine(post.commentOn, strings) : nothing}
      ${post.text.length > 0 ? paragraphTemplate(post.text, `text-${id}`, post.lang) : nothing}
      ${
        media.length > 0
          ? html`<div class="pictures" data-count=${media.length}>
              ${media.map((picture, index) =>
                pictureTemplate(picture, index, {
                  strings,
                  isFirst: place.isFirst ?? false,
                  fallbackLabel: strings.openPost(name),
                  action: place.form === 'head' ? undefined : 'open',
                }),
              )}
            </div>`
          : nothing
      }
      ${promptTemplate(post, strings)} ${post.remixOf ? refTemplate(post.remixOf, strings.remixOf, strings) : nothing}
      ${post.quote ? refTemplate(post.quote, (handle) => `@${handle}`, strings) : nothing}
      ${context.isReadOnly ? nothing : actionsTemplate(post, strings, language)}
    </div>
  </article>`
}

function notes(post: Post, strings: FeedStrings): string {
  const words = [post.editedAt ? strings.edited : '', post.visibility === 'followers' ? strings.followersOnly : '']
  return words
    .filter(Boolean)
    .map((word) => ` · ${word}`)
    .join('')
}

function promptTemplate(post: Post, strings: FeedStrings): TemplateResult | typeof nothing {
  const prompt = post.media[0]?.provenance.prompt
  if (!prompt) return nothing
  return html`<p class="prompt" part="prompt"><b>${strings.prompt}</b> · <bdi>${prompt}</bdi></p>`
}

function sourceLine(ref: PostRef, strings: FeedStrings): TemplateResult {
  if (!ref.author) return html`<p class="answer quiet">${strings.sourceDeleted}</p>`
  return html`<button class="answer quiet" data-action="open" data-target=${ref.id}>
    ${strings.commentOn(ref.author.handle)}
  </button>`
}

/** Draws the post that another one came from, as a card that opens it. */
export function refTemplate(ref: PostRef, title: (handle: string) => string, strings: FeedStrings): TemplateResult {
  if (ref.state !== 'visible' || !ref.author) {
    const sentence = ref.state === 'hidden' ? strings.sourceHidden : strings.sourceDeleted
    return html`<p class="source quiet" part="remix-source">${icons.spark}<span>${sentence}</span></p>`
  }
  const words = ref.text ? plainText(ref.text) : ''
  return html`<button class="source" part="remix-source" data-action="open" data-target=${ref.id}>
    ${ref.media ? thumbTemplate(ref.media, strings) : icons.spark}
    <span class="lines"><b>${title(ref.author.handle)}</b><bdi>${words || displayName(ref.author)}</bdi></span>
  </button>`
}

function actionsTemplate(post: Post, strings: FeedStrings, language: string): TemplateResult {
  const { counts, viewer } = post
  const canComment = viewer ? viewer.canComment : post.commentPolicy !== 'nobody'
  const canRemix = post.media.length > 0 && (viewer ? viewer.canRemix : post.remixPolicy !== 'nobody')
  const liked = viewer?.liked ?? false
  return html`<div class="actions" part="actions">
    <button
      class="action"
      part="comment-button"
      data-action="comment"
      ?disabled=${!canComment}
      aria-label=${strings.comments(counts.comments)}
    >
      ${icons.comment}${shortCount(counts.comments, language)}
    </button>
    <button
      class="action like"
      part="like-button"
      data-action="like"
      aria-pressed=${liked}
      aria-label=${strings.likes(counts.likes, liked)}
    >
      ${icons.like}${shortCount(counts.likes, language)}
    </button>
    ${
      canRemix
        ? html`<button
            class="action remix"
            part="remix-button"
            data-action="remix"
            aria-label=${strings.remixes(counts.remixes)}
          >
            ${icons.spark}${strings.remix}${counts.remixes > 0 ? ` · ${shortCount(counts.remixes, language)}` : ''}
          </button>`
        : nothing
    }
  </div>`
}

function menuTemplate(post: Post, name: string, context: PostContext): TemplateResult {
  const { strings, menu } = context
  const isOpen = menu?.postId === post.id
  const canDelete = !context.isReadOnly && (post.viewer?.canDelete ?? post.author.id === context.userId)
  return html`<button
      class="more"
      part="menu-button"
      data-action="menu"
      aria-label=${strings.menu(name)}
      aria-haspopup="true"
      aria-expanded=${isOpen}
    >
      ${icons.more}
    </button>
    ${
      isOpen
        ? html`<div class="menu card" part="menu" role="group" aria-label=${strings.menu(name)}>
            ${
              menu.isConfirming
                ? html`<p>${strings.deleteQuestion}</p>
                    <button class="danger" data-action="delete-for-good">${strings.deleteConfirm}</button>
                    <button data-action="close-menu">${strings.keepPost}</button>`
                : html`<button data-action="copy-link">${strings.copyLink}</button>
                    ${canDelete ? html`<button class="danger" data-action="delete">${strings.deletePost}</button>` : nothing}`
            }
          </div>`
        : nothing
    }`
}
