import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { createDemo } from './demo-process.mjs'
import { ariaOf } from './looks-aria.mjs'
import { findFaults } from './looks-faults.mjs'
import { takePhotograph } from './photograph.mjs'
import { createVisitor, signUp } from './visitor.mjs'

// One page, looked at in every language, theme and width; each step stands on the one before it.
test.describe.configure({ mode: 'serial' })

const languages = { en: 'ltr', de: 'ltr', ar: 'rtl' }
const widths = [320, 768, 1280]

let demo, anna, page, feed, composer
let language = 'en'

test.beforeAll(async () => {
  demo = await createDemo()
  await demo.start()
  anna = await createVisitor()
  page = anna.page
  feed = page.locator('ai-feed')
  composer = page.locator('ai-composer')
  // The page comes out of a test's hands, so the browser does not know that it is of this machine as the server is.
  await anna.context.grantPermissions(['local-network-access'])
  await page.route(demo.pageOne, speak)
})

test.afterAll(async () => {
  await anna?.leave()
  await demo?.stop()
  await demo?.remove()
})

/** Puts the page into a language, as its author would: by the attributes of its root. */
async function speak(route) {
  const answer = await route.fetch()
  const html = await answer.text()
  const body = html
    .replace('<html lang="en"', `<html lang="${language}" dir="${languages[language]}"`)
    .replace('feed="explore"', 'feed="explore" feeds="explore,for-you,home"')
    .replace('<ai-account ', '<ai-account notifications ')
  await route.fulfill({ response: answer, body })
}

async function open(wanted) {
  language = wanted
  await page.goto(demo.pageOne)
  await expect(feed.locator('[part=layout-button]')).toBeVisible()
  await expect(composer.locator('[part=form]')).toBeVisible()
}

/** Looks at what is on the screen in both themes and at every width. */
async function look(name, root = feed) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `.artifacts/looks-${name}-${language}-${colorScheme}-${width}.png` })
    }
    expect(await root.evaluate(findFaults), `${name} in ${language} at ${width} px`).toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

for (const wanted of Object.keys(languages)) {
  test(`shows a list of posts: ${wanted}`, async () => {
    await open(wanted)

    await expect(feed).toMatchAriaSnapshot(ariaOf.list[wanted])
    await look('list')
  })

  test(`shows a grid of pictures: ${wanted}`, async () => {
    await feed.locator('[part=layout-button]').click()
    await expect(feed.locator('.tile').first()).toBeVisible()

    await expect(feed).toMatchAriaSnapshot(ariaOf.grid[wanted])
    await look('grid')
  })

  test(`opens a post with its comments in a dialog: ${wanted}`, async () => {
    await feed.locator('.tile').first().press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('article').nth(1)).toBeVisible()

    await expect(dialog).toMatchAriaSnapshot(ariaOf.dialog[wanted])
    await look('dialog', dialog)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  test(`takes a picture into the composer: ${wanted}`, async () => {
    const buffer = await takePhotograph()
    await composer.locator('[part=file-button]').focus()
    await composer.locator('input[type=file]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
    await expect(composer.locator('[part=alt]')).toBeVisible()

    await expect(composer).toMatchAriaSnapshot(ariaOf.composer[wanted])
    await look('composer', composer)
    // The draft of one language is not that of the next.
    await composer.evaluate((element) => element.reset())
    await expect(composer.locator('[part=alt]')).toHaveCount(0)
  })
}

test('opens the account with its notifications in every language', async () => {
  await open('en')
  await signUp(page, 'anna_looks')
  for (const wanted of Object.keys(languages)) {
    await open(wanted)
    const account = page.locator('ai-account')
    await account.locator('[part=chip]').click()
    await expect(account.locator('.news p')).toBeVisible()

    await expect(account).toMatchAriaSnapshot(ariaOf.account[wanted])
    await look('account', account)
    await page.keyboard.press('Escape')
  }
})

for (const colorScheme of ['light', 'dark']) {
  test(`has enough contrast and nothing that axe finds: ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await open('en')

    const { violations } = await new AxeBuilder({ page }).include('ai-feed').include('ai-composer').analyze()

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join()}`)).toEqual([])
  })
}

test('shows the AI label on paper and in forced colours, on every picture', async () => {
  for (const media of [{ media: 'print' }, { media: 'screen', forcedColors: 'active' }]) {
    await page.emulateMedia(media)
    const unseen = await feed.evaluate((element) => {
      const chips = [...element.shadowRoot.querySelectorAll('.ai-chip')]
      const isSeen = (chip) =>
        chip.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && chip.offsetHeight >= 20
      return {
        pictures: element.shadowRoot.querySelectorAll('.frame').length - chips.filter(isSeen).length,
        chips: chips.length,
      }
    })
    expect(unseen.chips).toBeGreaterThan(0)
    expect(unseen.pictures).toBe(0)
  }
  await page.emulateMedia({ media: 'screen', forcedColors: 'none' })
})

test('zooms a picture under two real fingers and leaves the page as it was', async () => {
  await open('en')
  await feed.locator('.list .frame').first().click()
  await page.getByRole('dialog').locator('.head .frame').first().click()
  const stage = page.locator('ai-feed .stage')
  await expect(stage).toBeVisible()
  const { x, y, width, height } = await stage.boundingBox()
  const [middle, level] = [x + width / 2, y + height / 2]
  const devtools = await anna.context.newCDPSession(page)
  const touch = (type, ...places) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: places.map((at, id) => ({ id, x: at, y: level })) })

  await touch('touchStart', middle - 20, middle + 20)
  for (let step = 1; step <= 8; step++) await touch('touchMove', middle - 20 - step * 10, middle + 20 + step * 10)
  await touch('touchEnd')

  await expect
    .poll(() => stage.locator('.frame').evaluate((frame) => new DOMMatrix(frame.style.transform).a))
    .toBeGreaterThan(3)
  expect(await page.evaluate(() => visualViewport.scale)).toBe(1)
})
