import { expect } from '@open-wc/testing'
import { setViewport } from '@web/test-runner-commands'
import { makeMedia } from '../support/wire-shapes.ts'
import { one, setUp, tearDown, until } from './setup.ts'

describe('dialogs over posts at 320 px', () => {
  let isNarrow = false
  before(async function () {
    // The driver of WebKitGTK sets no viewport.
    isNarrow = await setViewport({ width: 320, height: 640 }).then(
      () => true,
      () => false,
    )
    if (!isNarrow) this.skip()
  })
  after(async () => isNarrow && setViewport({ width: 800, height: 600 }))
  afterEach(tearDown)

  for (const [what, handle] of [
    ['report', 'ben'],
    ['edit', 'anna'],
  ] as const)
    for (const lang of ['en', 'de', 'ar'])
      it(`shows all of its form: ${what} in ${lang}`, async () => {
        const { mount, stub } = await setUp()
        stub.addPost({ author: stub.users.get(handle)!, media: [makeMedia('fox')] })
        const feed = mount('ai-feed', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' })
        ;(await one(feed, '[data-action=menu]')).click()
        ;(await one(feed, `[data-action=${what}]`)).click()
        const dialog = await one(feed, `dialog.${what}[open]`)
        const form = await until(() => dialog.querySelector('form'))

        const [outside, inside] = [dialog.getBoundingClientRect(), form.getBoundingClientRect()]
        expect(outside.left).to.be.at.least(0)
        expect(outside.right).to.be.at.most(320)
        for (const field of form.querySelectorAll('select, textarea, button')) {
          const { left, right } = field.getBoundingClientRect()
          expect(left, field.localName).to.be.at.least(inside.left + 10)
          expect(right, field.localName).to.be.at.most(inside.right - 10)
        }
      })
})
