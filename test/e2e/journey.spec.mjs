import { expect, test } from '@playwright/test'
import { createDemo } from './demo-process.mjs'
import { readMetadata, takePhotograph } from './photograph.mjs'
import { createPublicReader } from './public-reader.mjs'
import { createVisitor, password, postWith, readDownTo, readRecords, signUp, watchPreviews } from './visitor.mjs'

// One story, told in order: each step stands on the one before it.
test.describe.configure({ mode: 'serial' })

let demo, reader, anna, ben
const words = {
  painted: 'The lamp was lit at four. #keeper',
  photograph: 'Straight from the camera.',
  remixed: 'What it looks like from inside.',
  comment: 'I can hear the shutters.',
  offline: 'Written in a tunnel.',
  lastWords: 'Written while the server died.',
}

test.beforeAll(async () => {
  demo = await createDemo()
  await demo.start()
  reader = createPublicReader(demo.server)
  anna = await createVisitor()
  ben = await createVisitor({ colorScheme: 'dark' })
})

test.afterAll(async () => {
  await anna?.leave()
  await ben?.leave()
  await demo?.stop()
  await demo?.remove()
})

const shoot = (visitor, name) => visitor.page.screenshot({ path: `.artifacts/${name}.png` })

test('shows the seeded community on both sites', async () => {
  await Promise.all([anna.page.goto(demo.pageOne), ben.page.goto(demo.pageTwo)])

  for (const { page } of [anna, ben]) {
    await expect(page.locator('ai-feed').getByRole('article').first()).toBeVisible()
    await expect.poll(() => page.locator('ai-feed').getByRole('article').count()).toBeGreaterThan(2)
  }
  await shoot(anna, 'journey-1-arrival')
  await shoot(ben, 'journey-1-arrival-magazine')
})

test('sets no cookie and stores no id before sign-in', async () => {
  for (const { page, context } of [anna, ben]) {
    const sessions = await page.evaluate(readRecords, 'ai-feed-session')

    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    expect(sessions).toEqual([])
  }
})

test('signs people up in a popup, with third-party cookies blocked', async () => {
  await signUp(anna.page, 'anna_e2e')
  await signUp(ben.page, 'ben_e2e')
})

test('paints a picture in stages and posts it; the other site sees it without reload', async () => {
  const composer = anna.page.locator('ai-composer')
  await composer.getByLabel('Describe a picture').fill('A lighthouse, storm at dusk, woodblock print')
  const stages = await watchPreviews(composer)
  await composer.getByRole('button', { name: 'Generate' }).click()
  await expect(composer.getByText('Your picture is ready').first()).toBeAttached()
  expect((await stages()).length).toBeGreaterThan(1)
  await composer.getByLabel('Picture in words').fill('A lighthouse in a storm, printed from wood')
  await composer.getByLabel('Text of the post').fill(words.painted)
  await shoot(anna, 'journey-3-ready')

  await composer.getByRole('button', { name: 'Post', exact: true }).click()

  await expect(postWith(anna.page, words.painted)).toBeVisible()
  const pill = ben.page.locator('ai-feed').getByRole('button', { name: /new post/ })
  await expect(pill).toBeVisible()
  await shoot(ben, 'journey-4-pill')
  await pill.click()
  await expect(postWith(ben.page, words.painted)).toBeVisible()
  await expect(postWith(ben.page, words.painted).getByRole('img').first()).toHaveAttribute(
    'alt',
    'A lighthouse in a storm, printed from wood',
  )
})

test('keeps a picture that was posted offline, and sends it once when the connection is back', async () => {
  const { page, context } = anna
  const composer = page.locator('ai-composer')
  await context.setOffline(true)
  await composer.locator('input[type=file]').setInputFiles({
    name: 'train.jpg',
    mimeType: 'image/jpeg',
    buffer: await takePhotograph(),
  })
  await composer.getByLabel('Picture in words').fill('Grey noise on a train')
  await composer.getByLabel('Text of the post').fill(words.offline)
  await composer.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(postWith(page, words.offline)).toBeVisible()

  await context.setOffline(false)

  await expect.poll(() => reader.countPosts('user:anna_e2e', words.offline)).toBe(1)
  await expect(postWith(page, words.offline)).toHaveCount(1)
})

test('uploads a photograph of 12 megapixels and keeps nothing of where it was taken', async () => {
  const photograph = await takePhotograph()
  const composer = anna.page.locator('ai-composer')
  await composer.locator('input[type=file]').setInputFiles({
    name: 'IMG_0815.JPG',
    mimeType: 'image/jpeg',
    buffer: photograph,
  })
  await composer.getByLabel('Picture in words').fill('Grey noise')
  await composer.getByLabel('Text of the post').fill(words.photograph)
  await composer.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(postWith(anna.page, words.photograph).locator('img')).toBeVisible()

  const { post } = (await reader.readFeed('user:anna_e2e')).find(({ text }) => text === words.photograph)
  const [media] = post.media
  expect([media.width, media.height]).toEqual([3000, 4000])
  expect(media.provenance.ai).toBe('none')
  for (const { url } of media.sources) {
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
    const { format, exif, width, height } = await readMetadata(bytes)
    expect({ format, exif, isUpright: height > width }).toEqual({ format: 'webp', exif: undefined, isUpright: true })
    expect(bytes.includes('Examplar')).toBe(false)
  }
})

test('remixes a picture on the other site and shows what it came from', async () => {
  await postWith(ben.page, words.painted)
    .getByRole('button', { name: /^Remix/ })
    .click()
  const composer = ben.page.getByRole('dialog').or(ben.page.locator('ai-composer')).last()
  await composer.getByLabel('Describe a picture').fill('at night, stars')
  await composer.getByRole('button', { name: 'Generate' }).click()
  await expect(composer.getByText('Your picture is ready').first()).toBeAttached()
  await composer.getByLabel('Picture in words').fill('The same lighthouse under stars')
  await composer.getByLabel('Text of the post').fill(words.remixed)
  await shoot(ben, 'journey-5-remix')
  await composer.getByRole('button', { name: 'Post', exact: true }).click()

  const { post } = await reader.waitForPost('user:ben_e2e', words.remixed)
  expect(post.remixOf).toMatchObject({ state: 'visible', author: { handle: 'anna_e2e' } })
  await showIncoming(anna.page)
  await expect(postWith(anna.page, words.remixed).getByText('Remix of @anna_e2e')).toBeVisible()
})

test('likes and comments, seen live on the first site', async () => {
  await ben.page.keyboard.press('Escape')
  const post = postWith(ben.page, words.painted)
  await post.getByRole('button', { name: 'Like, 0 likes' }).click()
  await expect(post.getByRole('button', { name: 'Like, 1 like', pressed: true })).toBeVisible()
  const seen = await readDownTo(anna.page, words.painted)
  await expect(seen.getByRole('button', { name: 'Like, 1 like' })).toBeVisible()

  await post.getByRole('button', { name: /^Comment/ }).click()
  const composer = ben.page.getByRole('dialog').or(ben.page.locator('ai-composer')).last()
  await composer.getByLabel('Text of the post').fill(words.comment)
  await composer.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(seen.getByRole('button', { name: 'Comment, 1 comment' })).toBeVisible()
  await shoot(ben, 'journey-6-comment')
})

test('deletes a post everywhere', async () => {
  await anna.page.evaluate(() => scrollTo(0, 0))
  const post = postWith(anna.page, words.photograph)
  await post.getByRole('button', { name: /^More about the post/ }).click()
  await anna.page
    .getByRole('menuitem', { name: 'Delete' })
    .or(anna.page.getByRole('button', { name: 'Delete', exact: true }))
    .first()
    .click()
  await anna.page.getByRole('button', { name: 'Delete for good' }).click()

  await expect(post).toHaveCount(0)
  await expect.poll(() => reader.countPosts('user:anna_e2e', words.photograph)).toBe(0)
})

test('has everything there after a reload', async () => {
  const before = await anna.page.evaluate(() => scrollY)
  await anna.page.reload()

  await expect(anna.page.locator('ai-account').getByRole('button', { name: 'anna_e2e' })).toBeVisible()
  await expect(anna.page.locator('ai-feed').getByRole('article').first()).toBeVisible()
  await shoot(anna, 'journey-7-reloaded')
  expect(Math.abs((await anna.page.evaluate(() => scrollY)) - before)).toBeLessThan(900)
  await anna.page.evaluate(() => scrollTo(0, 0))
  await expect(postWith(anna.page, words.painted)).toBeVisible()
  await expect(postWith(anna.page, words.photograph)).toHaveCount(0)
})

test('makes exactly one post of one that was on its way when the server was killed', async () => {
  const composer = anna.page.locator('ai-composer')
  await composer.locator('input[type=file]').setInputFiles({
    name: 'last.jpg',
    mimeType: 'image/jpeg',
    buffer: await takePhotograph(),
  })
  await composer.getByLabel('Picture in words').fill('Grey noise again')
  await composer.getByLabel('Text of the post').fill(words.lastWords)
  const sent = anna.page.waitForRequest(
    (request) => request.method() === 'POST' && /\/v1\/(?:media|posts)$/.test(request.url()),
  )

  await composer.getByRole('button', { name: 'Post', exact: true }).click()
  await sent
  await demo.kill()
  await shoot(anna, 'journey-8-killed')
  await demo.start()

  await expect.poll(() => reader.countPosts('user:anna_e2e', words.lastWords)).toBe(1)
  await expect(postWith(anna.page, words.lastWords)).toHaveCount(1)
  await anna.page.reload()
  await expect(postWith(anna.page, words.lastWords)).toHaveCount(1)
  expect(await reader.countPosts('explore', words.lastWords)).toBe(1)
  expect(await reader.countPosts('explore', words.painted)).toBe(1)
})

test('broke no policy, threw nothing, and left no token where one could be read', async () => {
  const log = await demo.readLog()
  for (const { page, seen } of [anna, ben]) {
    expect(seen.violations).toEqual([])
    expect(seen.errors).toEqual([])
    const records = await page.evaluate(readRecords, 'ai-feed-session')
    const tokens = records.flatMap(({ tokens: kept }) => (kept ? [kept.accessToken, kept.refreshToken] : []))
    expect(tokens).toEqual([expect.any(String), expect.any(String)])
    const readable = await page.evaluate(() => {
      const draw = (root) =>
        [...root.querySelectorAll('*')]
          .map((node) => node.outerHTML + (node.shadowRoot ? draw(node.shadowRoot) : ''))
          .join()
      return `${draw(document)} ${JSON.stringify({ ...localStorage })} ${JSON.stringify({ ...sessionStorage })} ${document.cookie}`
    })
    for (const token of tokens) {
      expect(readable.includes(token)).toBe(false)
      expect(log.includes(token)).toBe(false)
      expect(seen.urls.filter((url) => url.includes(token))).toEqual([])
    }
  }
  expect(log).not.toContain(password)
  expect(log).not.toContain('woodblock')
})

async function showIncoming(page) {
  const pill = page.locator('ai-feed').getByRole('button', { name: /new post/ })
  await expect(pill).toBeVisible()
  await pill.click()
}
