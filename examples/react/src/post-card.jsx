/** One post. The client shares it among all feeds: a like here shows wherever else it stands, at once. */
export function PostCard({ client, post }) {
  const [picture] = post.media
  const source = picture?.sources.find(({ width }) => width >= 640) ?? picture?.sources.at(-1)
  const isLiked = post.viewer?.liked ?? false
  return (
    <article aria-label={`Post of ${post.author.handle}`}>
      <strong>{post.author.name || `@${post.author.handle}`}</strong>
      <p dir="auto">{post.text.map(({ text }) => text).join('')}</p>
      {picture && (
        <figure>
          <img src={source.url} width={picture.width} height={picture.height} alt={picture.alt} loading="lazy" />
          {picture.provenance.ai === 'generated' && <figcaption>Made with AI</figcaption>}
        </figure>
      )}
      <button aria-pressed={isLiked} onClick={() => client.setLiked(post.id, !isLiked)}>
        Like · {post.counts.likes}
      </button>
    </article>
  )
}
