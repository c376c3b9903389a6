import type { FeedItem, Post } from '@ai-feed/core'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { displayName } from '../post/avatar-template.js'
import { coverTemplate } from '../post/cover-template.js'
import { icons } from '../post/icons.js'
import { pictureTemplate } from '../post/picture-template.js'
import { coverReason } from '../post/post-context.js'
import type { PostContext } from '../post/post-context.js'
import { articleId } from '../post/post-template.js'
import { paragraphTemplate } from '../post/text-template.js'

/** Draws a post as its first picture, for a grid; it opens with everything else. */
export function tileTemplate({ key, post }: FeedItem, position: number, context: PostContext): TemplateResult {
  const { language, parts } = context
  const { author, counts } = post
  const id = articleId('tile', key)
  const likes = parts?.shortCount(counts.likes, language) ?? `${counts.likes}`
  return html`<article
    part="post"
    class="tile"
    data-post=${post.id}
    tabindex="0"
    aria-posinset=${position}
    aria-setsize="-1"
    aria-labelledby="by-${id}"
  >
    ${contentTemplate(post, position, context)}
    <p class="caption">
      <bdi id="by-${id}">@${author.handle}</bdi>
      ${counts.likes > 0 ? html`<span>${icons.like}${likes}</span>` : nothing}
    </p>
  </article>`
}

function contentTemplate(post: Post, position: number, context: PostContext): TemplateResult {
  const { strings } = context
  const media = post.media[0]
  if (!media) return paragraphTemplate(post.text, undefined, post.lang)
  if (coverReason(post, context)) return coverTemplate(post, context)
  return pictureTemplate(media, 0, {
    context,
    isFirst: position < 7,
    fallbackLabel: strings.openPost(displayName(post.author)),
    action: 'open',
    sizes: '(max-width: 40rem) 46vw, 20rem',
  })
}
