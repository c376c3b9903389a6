// A feed by hand, as somebody writes it who knows the browser: one template, one fetch a page, one observer for the next page.
import { ageOf, hueOf, pathOf, srcsetOf, widestUrl } from './wording.js'

const list = document.querySelector('.list')
const end = document.querySelector('#end')
const template = document.querySelector('#post').content.firstElementChild
let next = ''
let drawn = 0
let isLoading = false

const observer = new IntersectionObserver(([entry]) => entry.isIntersecting && load(), { rootMargin: '900px' })
await load()
observer.observe(end)

async function load() {
  if (isLoading || next === undefined) return
  isLoading = true
  const page = await (await fetch(pathOf(next))).json()
  const posts = document.createDocumentFragment()
  for (const { post } of page.items) posts.append(draw(post))
  list.append(posts)
  next = page.next
  isLoading = false
}

function draw(post) {
  const { id, author, createdAt, media, counts, text } = post
  const [picture] = media
  const article = template.cloneNode(true)
  const find = (selector) => article.querySelector(selector)
  drawn += 1
  article.dataset.post = id
  article.id = `row-${id}`
  article.setAttribute('aria-posinset', drawn)
  article.setAttribute('aria-setsize', -1)
  article.setAttribute('aria-labelledby', `by-${id}`)
  article.setAttribute('aria-describedby', `text-${id}`)
  const avatar = find('.avatar')
  avatar.dataset.hue = hueOf(author.handle)
  avatar.textContent = author.name[0]
  const name = find('.name')
  name.id = `by-${id}`
  name.textContent = author.name
  find('.handle').textContent = `@${author.handle}`
  const age = ageOf(createdAt)
  const time = find('time')
  time.dateTime = createdAt
  time.textContent = age
  time.parentNode.title = createdAt
  time.parentNode.setAttribute('aria-label', `Open the post by ${author.name}, ${age}`)
  find('.more').setAttribute('aria-label', `More about the post by ${author.name}`)
  const words = find('.text')
  words.id = `text-${id}`
  words.append(...text.map(drawSegment))
  const image = find('img')
  Object.assign(image, { alt: picture.alt, width: picture.width, height: picture.height })
  image.loading = drawn < 3 ? 'eager' : 'lazy'
  image.fetchPriority = drawn < 3 ? 'high' : 'auto'
  image.srcset = srcsetOf(picture)
  image.src = widestUrl(picture)
  const chip = find('.ai-chip')
  chip.title = 'Made with AI. How this picture came to be'
  chip.lastElementChild.textContent = picture.provenance.model
  find('.prompt').lastElementChild.textContent = picture.provenance.prompt
  for (const [kind, count] of Object.entries({
    comment: counts.comments,
    'repost-menu': counts.reposts,
    like: counts.likes,
    remix: counts.remixes,
  })) {
    const button = find(`.action[data-action=${kind}]`)
    button.setAttribute('aria-label', `${kind}, ${count}`)
    if (count > 0) button.lastElementChild.textContent = count
  }
  return article
}

function drawSegment({ type, text }) {
  if (type === 'text') return text
  const mark = document.createElement('bdi')
  mark.className = 'mark'
  mark.textContent = text
  return mark
}
