import { memo } from 'react'
import { ageOf, hueOf, srcsetOf, widestUrl } from './wording.js'

/** One post with the markup that `<ai-feed>` gives it. */
export const PostRow = memo(function PostRow({ post, index }) {
  const { id, author, createdAt, text, media, counts } = post
  const [picture] = media
  const age = ageOf(createdAt)
  return (
    <article
      id={`row-${id}`}
      className="post row"
      data-post={id}
      tabIndex={0}
      aria-posinset={index + 1}
      aria-setsize={-1}
      aria-labelledby={`by-${id}`}
      aria-describedby={`text-${id}`}
    >
      <span className="avatar" aria-hidden="true" data-hue={hueOf(author.handle)}>
        {author.name[0]}
      </span>
      <div className="body">
        <header>
          <bdi className="name" id={`by-${id}`}>
            {author.name}
          </bdi>
          <bdi className="handle">@{author.handle}</bdi>
          <button
            className="time"
            data-action="open"
            title={createdAt}
            aria-label={`Open the post by ${author.name}, ${age}`}
          >
            <time dateTime={createdAt}>{age}</time>
          </button>
          <button
            className="more"
            data-action="menu"
            aria-label={`More about the post by ${author.name}`}
            aria-expanded="false"
          >
            {icons.more}
          </button>
        </header>
        <p className="text" dir="auto" id={`text-${id}`}>
          {text.map(drawSegment)}
        </p>
        <div className="pictures" data-count="1">
          <Picture picture={picture} isFirst={index < 2} />
        </div>
        <p className="prompt">
          <b>Prompt</b> · <bdi>{picture.provenance.prompt}</bdi>
        </p>
        <Actions counts={counts} />
      </div>
    </article>
  )
})

function drawSegment({ type, text }, index) {
  if (type === 'text') return text
  return (
    <bdi className="mark" key={index}>
      {text}
    </bdi>
  )
}

function Picture({ picture, isFirst }) {
  return (
    <figure className="picture">
      <button type="button" className="frame" data-action="open">
        <img
          alt={picture.alt}
          width={picture.width}
          height={picture.height}
          loading={isFirst ? 'eager' : 'lazy'}
          fetchPriority={isFirst ? 'high' : 'auto'}
          decoding="async"
          sizes="(max-width: 40rem) 92vw, 36rem"
          srcSet={srcsetOf(picture)}
          src={widestUrl(picture)}
        />
      </button>
      <button
        type="button"
        className="ai-chip"
        data-action="provenance"
        aria-haspopup="dialog"
        title="Made with AI. How this picture came to be"
      >
        {icons.spark}
        <b>AI</b> <bdi>{picture.provenance.model}</bdi>
      </button>
    </figure>
  )
}

function Actions({ counts }) {
  return (
    <div className="actions">
      <button className="action" data-action="comment" aria-label={`comment, ${counts.comments}`}>
        {icons.comment}
        {counts.comments || ''}
      </button>
      <button
        className="action repost"
        data-action="repost-menu"
        aria-expanded="false"
        aria-label={`repost, ${counts.reposts}`}
      >
        {icons.repost}
        {counts.reposts || ''}
      </button>
      <button className="action like" data-action="like" aria-pressed="false" aria-label={`like, ${counts.likes}`}>
        {icons.like}
        {counts.likes || ''}
      </button>
      <button className="action remix" data-action="remix" aria-label={`remix, ${counts.remixes}`}>
        {icons.spark}Remix{counts.remixes > 0 && <span>· {counts.remixes}</span>}
      </button>
      <button className="action bookmark" data-action="bookmark" aria-pressed="false" aria-label="Bookmark">
        {icons.bookmark}
      </button>
    </div>
  )
}

const draw = (path, width) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} strokeWidth={width} />
  </svg>
)

/** Made once: React compares elements that stay the same by identity and goes no deeper. */
const icons = {
  comment: draw('M20.5 11.5a7.8 7.8 0 0 1-11.3 7L4 20l1.500-4.700a7.800 7.800 0 1 1 15-3.800Z'),
  like: draw(
    'M12 20s-7.500-4.500-7.500-10A4.300 4.300 0 0 1 12 7.200 4.300 4.300 0 0 1 19.500 10c0 5.500-7.500 10-7.500 10Z',
  ),
  spark: draw(
    'm11 3.500 1.900 5.100L18 10.500l-5.100 1.900L11 17.500l-1.900-5.100L4 10.500l5.100-1.900ZM18.500 15.500l.9 2.100 2.100.9-2.100.9-.9 2.100-.9-2.100-2.100-.9 2.100-.9Z',
  ),
  repost: draw(
    'M4 9.500 7 6.500l3 3M7 6.500v8a2.500 2.500 0 0 0 2.500 2.500H13m7-2.500-3 3-3-3m3 3v-8A2.500 2.500 0 0 0 14.500 7H11',
  ),
  bookmark: draw('M7 4.500h10a.5.5 0 0 1 .5.5v15L12 16.200 6.500 20V5a.5.5 0 0 1 .5-.5Z'),
  more: draw('M5 12h.01M12 12h.01M19 12h.01', '2.750'),
}
