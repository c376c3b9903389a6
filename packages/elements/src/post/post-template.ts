import type { FeedItem, Post, PostRef } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { FeedStrings } from '../strings.js'
import { actionsTemplate } from './actions-template.js'
import { avatarTemplate, displayName } from './avatar-template.js'
import { coverTemplate } from './cover-template.js'
import { icons } from './icons.js'
import { pictureTemplate, thumbTemplate } from './picture-template.js'
import { coverReason } from './post-context.js'
import type { CoverContext, PostContext } from './post-context.js'
import { relativeTime } from './relative-time.js'
import { paragraphTemplate, plainText } from './text-template.js'

/** Where a post stands. */
export interface PostPlace {
  /** Tells it from the same post elsewhere in the feed, such as a repost of it; the id of the post otherwise. */
  readonly key?: string
  /** Number in the feed, from 1; absent outside of one. */
  readonly position?: number
  /** `row` cuts long text, `head` shows a post whole at the top of its thread, `comment` is a row below it. */
  readonly form: 'row' | 'head' | 'comment'
  /** Draw pictures at once. */
  readonly isFirst?: boolean
  /** Why it stands in the feed. */
  readonly because?: FeedItem['because'] | undefined
}

/** Draws a post. Buttons carry `data-action`; the element listens once for all of them (post-actions). */
export function postTemplate(post: Post, context: PostContext, place: PostPlace): TemplateResult {
  const { strings, parts } = context
  const { author, media } = post
  const age = relativeTime(post.createdAt, context)
  const name = displayName(author)
  const id = articleId(place.form, place.key ?? post.id)
  const menu = parts?.menu(id, post, context)
  return html`<article
    part="post"
    id=${id}
    class="post ${place.form}"
    data-post=${post.id}
    tabindex="0"
    aria-posinset=${place.position ?? nothing}
    aria-setsize=${place.position ? '-1' : nothing}
    aria-labelledby="by-${id}"
    aria-describedby=${post.text.length > 0 ? `text-${id}` : nothing}
  >
    ${place.because?.kind === 'repost' ? becauseLine(displayName(place.because.by), strings) : nothing}
    ${avatarTemplate(author)}
    <div class="body">
      <header>
        <bdi class="name" part="author" id="by-${id}">${name}</bdi>
        <bdi class="handle">@${author.handle}</bdi>
        <button
          type="button"
          class="time ${post.visibility === 'followers' ? 'long' : ''}"
          part="time"
          data-action="open"
          aria-label=${`${strings.openPost(name)}, ${age}`}
        >
          <time datetime=${post.createdAt}>${age}</time>${notes(post, strings)}
        </button>
        <button
          type="button"
          class="more"
          part="menu-button"
          data-action="menu"
          aria-label=${strings.menu(name)}
          aria-expanded=${menu !== undefined && menu.kind !== 'repost'}
        >
          ${icons.more}
        </button>
        ${menu?.kind === 'repost' ? nothing : menu?.template}
      </header>
      ${place.form !== 'comment' && post.commentOn ? sourceLine(post.commentOn, strings) : nothing}
      ${post.text.length > 0 ? paragraphTemplate(post.text, `text-${id}`, post.lang) : nothing}${parts?.rest(id, post)}
      ${media.length > 0 ? picturesTemplate(post, context, place) : nothing}
      ${post.remixOf ? refTemplate(post.remixOf, strings.remixOf, context) : nothing}
      ${post.quote ? refTemplate(post.quote, (handle) => `@${handle}`, context) : nothing}
      ${context.isReadOnly ? nothing : actionsTemplate(post, context, menu?.kind === 'repost')}
      ${menu?.kind === 'repost' ? menu.template : nothing}
    </div>
  </article>`
}

/** An id of an article that is fit to be named by others; keys are the server's words. */
export function articleId(form: string, key: string): string {
  return `${form}-${key.replaceAll(/[^\w-]/g, '_')}`
}

function becauseLine(name: string, strings: FeedStrings): TemplateResult {
  return html`<p class="because quiet">${icons.repost}<bdi>${strings.repostedBy(name)}</bdi></p>`
}

function picturesTemplate(post: Post, context: PostContext, { form, isFirst }: PostPlace): TemplateResult {
  const { strings } = context
  // What a picture was made from says as much as it shows.
  if (coverReason(post, context))
    return html`<div class="pictures" data-count="1">${coverTemplate(post, context)}</div>`
  return html`<div class="pictures" data-count=${post.media.length}>
      ${post.media.map((picture, index) =>
        pictureTemplate(picture, index, {
          context,
          isFirst: isFirst ?? false,
          fallbackLabel: form === 'row' ? strings.openPost(displayName(post.author)) : strings.picture,
          action: form === 'row' ? 'open' : 'picture',
        }),
      )}
    </div>
    ${promptTemplate(post, strings)}`
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
  return html`<button type="button" class="answer quiet" data-action="open" data-target=${ref.id}>
    ${strings.commentOn(ref.author.handle)}
  </button>`
}

/** Draws the post that another one came from, as a card that opens it.
 *  @param isStill nothing opens it where it stands */
export function refTemplate(
  ref: PostRef,
  title: (handle: string) => string,
  context: CoverContext,
  isStill = false,
): TemplateResult {
  const { strings } = context
  if (ref.state !== 'visible' || !ref.author) {
    const sentence = ref.state === 'hidden' ? strings.sourceHidden : strings.sourceDeleted
    return html`<p class="source quiet" part="remix-source"><span>${sentence}</span></p>`
  }
  const words = ref.text ? plainText(ref.text) : ''
  const reason = ref.media && coverReason(ref, context)
  const card = html`${ref.media ? thumbTemplate(ref.media, context, reason) : nothing}
    <span class="lines"
      ><b dir="auto">${title(ref.author.handle)}</b
      ><bdi>${words || displayName(ref.author)}</bdi
      >${reason ? html`<small class="quiet">${reason}</small>` : nothing}</span
    >`
  return isStill
    ? html`<div class="source" part="remix-source">${card}</div>`
    : html`<button type="button" class="source" part="remix-source" data-action="open" data-target=${ref.id}>
        ${card}
      </button>`
}
