// What a page looks like, pixel by pixel: `npm run test:screenshots` compares, `npm run test:screenshots -- --update-snapshots`
// renews. Pictures are one colour here, as their paint is tested elsewhere and does not fit into small files. Letters are those
// of the fonts that `npm test` installs on Debian.
import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { createDemo } from './demo-process.mjs'
import { createVisitor } from './visitor.mjs'

test.describe.configure({ mode: 'serial' })

const shots = [
  { name: 'list', language: 'en', colorScheme: 'light', width: 320 },
  { name: 'list', language: 'en', colorScheme: 'dark', width: 1280 },
  { name: 'list', language: 'ar', colorScheme: 'light', width: 1280 },
  { name: 'list', language: 'ar', colorScheme: 'dark', width: 320 },
  { name: 'dialog', language: 'en', colorScheme: 'light', width: 1280 },
  { name: 'dialog', language: 'ar', colorScheme: 'dark', width: 320 },
  { name: 'composer', language: 'en', colorScheme: 'dark', width: 320 },
  { name: 'composer', language: 'ar', colorScheme: 'light', width: 1280 },
]

let demo, visitor, page
let language = 'en'

test.beforeAll(async () => {
  if (!hasFonts()) throw new Error('the letters of the screenshots are missing: install fonts-noto-core')
  demo = await createDemo()
  await demo.start()
  visitor = await createVisitor({ deviceScaleFactor: 1, reducedMotion: 'reduce' })
  page = visitor.page
  await visitor.context.grantPermissions(['local-network-access'])
  const paint = { width: 12, height: 8, channels: 3, background: '#8577b8' }
  const picture = await sharp({ create: paint }).png().toBuffer()
  await page.route(/\/media\//, (route) => route.fulfill({ contentType: 'image/png', body: picture }))
  await page.route(demo.pageOne, async (route) => {
    const answer = await route.fetch()
    const html = await answer.text()
    const body = html
      .replace('<html lang="en"', `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`)
      .replace('feed="explore"', 'feed="explore" feeds="explore,for-you,home"')
    await route.fulfill({ response: answer, body })
  })
})

test.afterAll(async () => {
  await visitor?.leave()
  await demo?.stop()
  await demo?.remove()
})

for (const { name, width, colorScheme, ...shot } of shots) {
  const file = `${name}-${shot.language}-${colorScheme}-${width}.png`

  test(`looks as it did: ${file}`, async () => {
    language = shot.language
    await page.setViewportSize({ width, height: 700 })
    await page.emulateMedia({ colorScheme })
    await page.goto(demo.pageOne)
    await expect(page.locator('ai-composer [part=form]')).toBeVisible()
    await expect(page.locator('ai-feed [part=layout-button]')).toBeVisible()
    const dialog = page.getByRole('dialog')
    if (name === 'dialog') {
      await page.locator('ai-feed article').first().press('Enter')
      await expect(dialog.getByRole('article').nth(1)).toBeVisible()
      await expect(dialog.locator('ai-composer [part=form]')).toBeVisible()
    }
    await page.evaluate(() => document.fonts.ready)

    const what = { list: page.locator('ai-feed'), dialog, composer: page.locator('ai-composer') }[name]
    if (name === 'list') await what.evaluate((feed) => feed.scrollIntoView({ block: 'start' }))
    const picture = name === 'composer' ? what : page
    await expect(picture).toHaveScreenshot(file, { maxDiffPixelRatio: 0.01, timeout: 30_000 })
  })
}

function hasFonts() {
  try {
    return execFileSync('fc-match', ['sans-serif', 'family'], { encoding: 'utf8' }).includes('Noto Sans')
  } catch {
    // No fontconfig: another system with other letters.
    return false
  }
}
