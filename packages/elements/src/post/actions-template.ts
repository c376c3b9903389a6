import type { Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { icons } from './icons.js'
import type { PostContext } from './post-context.js'

/** Draws the buttons below a post: comment, repost, like, remix, bookmark. */
export function actionsTemplate(
  post: Post,
  { strings, language, parts }: PostContext,
  isMenuOpen: boolean,
): TemplateResult {
  const { counts, viewer } = post
  const canComment = viewer ? viewer.canComment : post.commentPolicy !== 'nobody'
  const canRepost = viewer ? viewer.canQuote : post.visibility === 'public'
  const canRemix = post.media.length > 0 && (viewer ? viewer.canRemix : post.remixPolicy !== 'nobody')
  const { liked = false, reposted = false, bookmarked = false } = viewer ?? {}
  const short = (count: number): string => (count > 0 ? (parts?.shortCount(count, language) ?? `${count}`) : '')
  return html`<div class="actions" part="actions">
    <button
      type="button"
      class="action"
      part="comment-button"
      data-action="comment"
      ?disabled=${!canComment}
      aria-label=${strings.comments(counts.comments)}
    >
      ${icons.comment}${short(counts.comments)}
    </button>
    <button
      type="button"
      class="action repost"
      part="repost-button"
      data-action="repost-menu"
      data-on=${reposted || nothing}
      ?disabled=${!canRepost}
      aria-expanded=${isMenuOpen}
      aria-label=${strings.reposts(counts.reposts, reposted)}
    >
      ${icons.repost}${short(counts.reposts)}
    </button>
    <button
      type="button"
      class="action like"
      part="like-button"
      data-action="like"
      aria-pressed=${liked}
      aria-label=${strings.likes(counts.likes)}
    >
      ${icons.like}${short(counts.likes)}
    </button>
    ${
      canRemix
        ? html`<button
            type="button"
            class="action remix"
            part="remix-button"
            data-action="remix"
            aria-label=${strings.remixes(counts.remixes)}
          >
            ${icons.spark}${strings.remix}${counts.remixes > 0 ? html`<span>· ${short(counts.remixes)}</span>` : nothing}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="action bookmark"
      part="bookmark-button"
      data-action="bookmark"
      aria-pressed=${bookmarked}
      aria-label=${strings.bookmark}
    >
      ${icons.bookmark}
    </button>
  </div>`
}
