import { useState } from 'react'
import { PostCard } from './post-card.jsx'
import { useStore } from './use-store.js'

/** A feed with a box to write in. All data lives in the client; this draws it. */
export function FeedPage({ client }) {
  const feed = client.feed('explore')
  const { items, pending, incoming, hasMore, activity, error } = useStore(feed)

  return (
    <main>
      <h1>A feed in React</h1>
      <Account client={client} />
      <Writer client={client} />
      {incoming > 0 && <button onClick={feed.showIncoming}>{incoming} new</button>}
      <ul aria-label="Posts">
        {pending.map((entry) => (
          <li key={entry.id}>
            <Pending outbox={client.outbox} entry={entry} />
          </li>
        ))}
        {items.map(({ key, post }) => (
          <li key={key}>
            <PostCard client={client} post={post} />
          </li>
        ))}
      </ul>
      <p role="status">{error ? `Could not load (${error.code})` : activity === 'idle' ? '' : 'Loading …'}</p>
      {hasMore && (
        <button disabled={activity === 'more'} onClick={() => feed.loadMore().catch(() => {})}>
          More
        </button>
      )}
    </main>
  )
}

/** A post that the server does not have yet. It stays in this browser until it has arrived or is thrown away. */
function Pending({ outbox, entry: { id, draft, status, waitingFor, error } }) {
  if (status !== 'rejected') {
    return (
      <>
        <p>{draft.text}</p>
        <small>{status === 'sending' ? 'on its way' : `waiting for ${waitingFor}`}</small>
      </>
    )
  }
  return (
    <>
      <p>{draft.text}</p>
      <small>not sent: {error.code}</small>{' '}
      <button onClick={() => outbox.retry(id).catch(ignoreGone)}>Try again</button>{' '}
      <button onClick={() => outbox.discard(id).catch(ignoreGone)}>Throw away</button>
    </>
  )
}

function Account({ client }) {
  const session = useStore(client.session)
  if (session.status === 'signed-in') {
    return (
      <p>
        @{session.user.handle} <button onClick={() => client.signOut()}>Sign out</button>
      </p>
    )
  }
  // A window that is closed without an answer is no news; what else went wrong shows in the session.
  return <button onClick={() => client.signIn().catch(() => {})}>Sign in</button>
}

function Writer({ client }) {
  const [text, setText] = useState('')
  const post = async (event) => {
    event.preventDefault()
    await client.createPost({ text })
    setText('')
  }
  return (
    <form onSubmit={post}>
      <textarea aria-label="Text of the post" value={text} onChange={(event) => setText(event.target.value)} />
      <button disabled={text.trim() === ''}>Post</button>
    </form>
  )
}

/** It was sent, or thrown away in another tab, in that very moment. */
function ignoreGone() {}
