import { expect } from '@open-wc/testing'
import { makeMedia, makePost, makeUser } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'

const marks = 'Z' + '\u0351\u0310\u031a\u0353\u035c'.repeat(80)
const hostile: Record<string, string> = {
  'markup that runs script':
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload=window.hacked=1>',
  'a template of Lit': '${window.hacked=1}<!--?lit$0$--><ai-feed onclick=1>',
  'a word without end': 'W'.repeat(5000),
  'lines without end': '\n'.repeat(1500) + 'end',
  'stacked marks': marks.repeat(20),
  'a direction override': '\u202E\u2066\u2067'.repeat(40) + 'abc אבג',
  'right-to-left words': 'مرحبا بالعالم '.repeat(60),
  'wide letters': '𒐫﷽'.repeat(300),
  'control characters': String.fromCharCode(0, 1, 7, 8, 27, 127, 0xfeff, 0xfffe) + 'x',
  'half a surrogate pair': 'a\uD800b\uDC00c',
  'emoji of many parts': '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(200),
}

declare global {
  interface Window {
    hacked?: number
  }
}

describe('text of strangers', () => {
  afterEach(tearDown)

  for (const [kind, text] of Object.entries(hostile)) {
    it(`stays inside its card: ${kind}`, async () => {
      const { mount, stub } = await setUp()
      const author = { ...makeUser('ben'), name: text.slice(0, 300) }
      const media = makeMedia('fox', { alt: text, provenance: { ai: 'generated', model: text, prompt: text } })
      const pieces = [
        { type: 'text', text },
        { type: 'mention', text: `@${text}`, handle: 'ben' },
        { type: 'tag', text: `#${text}`, tag: text },
        { type: 'link', text, url: 'https://example.org/' },
      ] as const
      stub.addPost({ author, media: [media], text: [...pieces] })
      stub.addPost({ text: [{ type: 'text', text: 'The next post' }] })
      const feed = mount('ai-feed')
      feed.style.inlineSize = '320px'
      await one(feed, 'article')

      const [after, card] = all(feed, 'article')
      const { left, right } = feed.getBoundingClientRect()

      expect(window.hacked).to.equal(undefined)
      expect(all(feed, 'script, [onerror], [onload]')).to.have.length(0)
      expect(card?.scrollWidth).to.equal(card?.clientWidth)
      for (const part of ['author', 'time', 'menu-button', 'actions']) {
        const box = card?.querySelector(`[part=${part}]`)?.getBoundingClientRect()
        expect(box && box.left >= left && box.right <= right, part).to.equal(true)
      }
      expect(getComputedStyle(card!).contain).to.contain('paint')
      expect(after?.textContent).to.contain('The next post')
      expect(getComputedStyle(after!.querySelector('.text')!).direction).to.equal('ltr')
    })
  }

  for (const url of ['javascript:alert(1)', 'data:text/html,x', ' javascript:alert(1)', 'file:///etc/passwd']) {
    it(`makes no link of ${url}`, async () => {
      const { mount } = await setUp()
      const media = makeMedia('fox', { sources: [{ url, type: 'image/webp', width: 1, height: 1 }] })
      const author = { ...makeUser('ben'), avatar: { url, type: 'image/webp', width: 1, height: 1 } }

      const post = mount('ai-post', {
        post: makePost({ author, media: [media], text: [{ type: 'link', text: 'here', url }] }),
      })
      await one(post, 'article')

      expect(all(post, 'a, img')).to.have.length(0)
    })
  }

  it('makes no selector of the id of a post', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ id: 'a"],b\\' })
    const post = mount('ai-post', { postId: 'a"],b\\', thread: true })
    const composer = await one(post, 'ai-composer')
    await one(composer, 'textarea')

    all(post, '[data-action=comment]')[0]!.click()

    await until(() => post.shadowRoot?.activeElement === composer)
  })
})
