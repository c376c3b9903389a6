import { createFeedClient, isFeedError } from './ai-feed-core.js'

const client = createFeedClient({ server: document.body.dataset.server })
const pages = client.feed('explore').pages({ limit: 12 })[Symbol.asyncIterator]()

const pictures = document.querySelector('#pictures')
const status = document.querySelector('#status')
const more = document.querySelector('#more')

more.addEventListener('click', hangNextPage)
await hangNextPage()

async function hangNextPage() {
  more.disabled = true
  try {
    const { value: page, done } = await pages.next()
    const shown = (page?.items ?? []).filter(({ post }) => post.media.length > 0)
    pictures.append(...shown.map(({ post }) => hang(post)))
    more.hidden = Boolean(done) || !page.next
    status.textContent = more.hidden ? 'That is all for now.' : ''
  } catch (error) {
    if (!isFeedError(error)) throw error
    status.textContent = `The next pictures did not arrive (${error.code}).`
    more.hidden = !error.retryable
  }
  more.disabled = false
}

function hang(post) {
  const [media] = post.media
  const image = new Image(media.width, media.height)
  image.alt = media.alt
  image.loading = 'lazy'
  image.sizes = '(width < 40rem) 100vw, 20rem'
  image.srcset = media.sources.map(({ url, width }) => `${url} ${width}w`).join(', ')

  const caption = document.createElement('figcaption')
  const label = media.provenance.ai === 'generated' ? 'made with AI' : 'as uploaded'
  caption.textContent = `${post.author.name || post.author.handle}, ${label}`

  const figure = document.createElement('figure')
  figure.append(image, caption)
  const item = document.createElement('li')
  item.append(figure)
  return item
}
