import { expect, test } from '@playwright/test'
import { createDemo } from './demo-process.mjs'
import { servePage } from './serve-page.mjs'
import { createVisitor, readRecords, signUp } from './visitor.mjs'

const late = '**/chunks/composer-work-*.js'
let demo, visitor, composer

test.beforeAll(async () => {
  demo = await createDemo()
  await demo.start()
})
test.afterAll(async () => {
  await demo?.stop()
  await demo?.remove()
})
test.beforeEach(async () => {
  visitor = await createVisitor()
  composer = visitor.page.locator('ai-composer')
})
test.afterEach(() => visitor.leave())

/** Holds back the code that comes later; `release` lets it through. */
async function holdBack() {
  const { promise, resolve } = Promise.withResolvers()
  await visitor.page.route(late, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

async function open() {
  await visitor.page.goto(demo.pageOne)
  const prompt = composer.getByLabel('Describe a picture')
  await expect(prompt).toBeVisible()
  return prompt
}

test('loads what is needed for work when somebody comes near, and moves nothing by it', async () => {
  const { page, seen } = visitor
  const isLoaded = () => seen.urls.some((url) => url.includes('/composer-work-'))
  const prompt = await open()
  await expect(page.locator('ai-feed').getByRole('article').first()).toBeVisible()
  const before = isLoaded()
  const countSheets = () => composer.evaluate((element) => element.shadowRoot.adoptedStyleSheets.length)
  const sheets = await countSheets()
  const height = (await composer.boundingBox()).height

  await prompt.hover()

  await expect.poll(countSheets).toBeGreaterThan(sheets)
  expect([before, isLoaded()]).toEqual([false, true])
  expect((await composer.boundingBox()).height).toBe(height)
})

test('keeps what is typed and dropped while that is on its way', async () => {
  const release = await holdBack()
  const prompt = await open()

  await prompt.pressSequentially('A harbour in fog')
  await composer.locator('form').evaluate(async (form) => {
    const canvas = new OffscreenCanvas(40, 30)
    canvas.getContext('2d').fillRect(0, 0, 20, 30)
    const data = new DataTransfer()
    data.items.add(new File([await canvas.convertToBlob()], 'harbour.png', { type: 'image/png' }))
    form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  await expect(composer.getByRole('button', { name: 'Upload' })).toHaveAttribute('aria-busy', 'true')
  const whileWaiting = await composer.evaluate((element) => element.draft.prompt)
  release()

  await expect(composer.locator('canvas.local')).toBeVisible()
  expect(whileWaiting).toBe('A harbour in fog')
  expect(await composer.evaluate((element) => element.draft.prompt)).toBe('A harbour in fog')
})

test('opens the sign-in window in the click, whatever is still on its way', async () => {
  const { page } = visitor
  const release = await holdBack()
  const prompt = await open()
  await prompt.fill('A harbour in fog')
  const opened = page.waitForEvent('popup')

  await composer.getByRole('button', { name: 'Generate' }).click()

  const popup = await opened
  release()
  await expect(composer.getByText('Waiting for the sign-in window…').first()).toBeVisible()
  await popup.close()
})

test('says that a part is missing, keeps the words, and posts them after another try', async () => {
  const { page } = visitor
  await page.route(late, (route) => route.abort())
  await open()
  await signUp(page, 'carla_e2e')
  await composer.getByRole('button', { name: 'Text only' }).click()
  await composer.getByLabel('Text of the post').fill('Not lost.')
  await composer.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(composer.getByText('A part of this page could not be loaded.').first()).toBeVisible()
  const kept = await composer.getByLabel('Text of the post').inputValue()
  const countTries = () => visitor.seen.urls.filter((url) => url.includes('/composer-work-')).length
  const tries = countTries()
  await composer.getByRole('button', { name: 'Try again' }).hover()
  await composer.getByRole('button', { name: 'Try again' }).focus()
  expect(countTries(), 'coming near asks for nothing where a button does').toBe(tries)
  await page.unroute(late)

  await composer.getByRole('button', { name: 'Try again' }).click()

  await expect(page.locator('ai-feed').getByText('Not lost.')).toBeVisible()
  expect(kept).toBe('Not lost.')
})

/** The prompts that pictures were asked for with. */
const watchPrompts = (page) => {
  const prompts = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/generations'))
      prompts.push(request.postDataJSON().prompt)
  })
  return prompts
}

test('paints after another try, once, what the prompt says then, where a part was missing', async () => {
  const { page } = visitor
  await page.route(late, (route) => route.abort())
  const prompt = await open()
  await signUp(page, 'hugo_e2e')
  const prompts = watchPrompts(page)
  await prompt.fill('A harbour in fog')
  await composer.getByRole('button', { name: 'Generate' }).click()
  await expect(composer.getByText('A part of this page could not be loaded.').first()).toBeVisible()
  await prompt.fill('A harbour at night')
  await page.unroute(late)

  await composer.getByRole('button', { name: 'Try again' }).dblclick()

  await expect(composer.getByRole('button', { name: 'Post', exact: true })).toBeVisible()
  expect(prompts).toEqual(['A harbour at night'])
})

test('paints by itself once it is online what was asked for offline before a part was there', async () => {
  const { page, context } = visitor
  const prompt = await open()
  await signUp(page, 'ida_e2e')
  const prompts = watchPrompts(page)
  await context.setOffline(true)
  await prompt.fill('A harbour in a tunnel')
  await composer.getByRole('button', { name: 'Generate' }).click()
  await expect(composer.getByText('Painting begins by itself once you are online').first()).toBeVisible()

  await context.setOffline(false)

  await expect(composer.getByRole('button', { name: 'Post', exact: true })).toBeVisible()
  expect(prompts).toEqual(['A harbour in a tunnel'])
})

test('posts by itself once it is online what was written and posted offline before a part was there', async () => {
  const { page, context } = visitor
  await open()
  await signUp(page, 'dora_e2e')
  await context.setOffline(true)
  await composer.getByRole('button', { name: 'Text only' }).click()
  await composer.getByLabel('Text of the post').fill('Written in a tunnel.')

  await composer.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(composer.getByText('leave this page open').first()).toBeVisible()
  const loaded = visitor.seen.urls.filter((url) => url.includes('/composer-work-')).length
  const kept = await composer.getByLabel('Text of the post').inputValue()
  await context.setOffline(false)

  await expect(page.locator('ai-feed').getByText('Written in a tunnel.')).toBeVisible()
  await expect(composer.getByText('leave this page open')).toHaveCount(0)
  expect(loaded, 'the part was asked for, and did not come').toBeGreaterThan(0)
  expect(kept).toBe('Written in a tunnel.')
  expect(await composer.evaluate((element) => element.draft.text)).toBe(undefined)
})

test('has words again after a reload that were written offline before a part was there', async () => {
  const { page, context } = visitor
  await open()
  await signUp(page, 'ella_e2e')
  await context.setOffline(true)
  await composer.getByRole('button', { name: 'Text only' }).click()
  await composer.getByLabel('Text of the post').fill('Half a thought in a tunnel.')
  const isKept = () => page.evaluate(readRecords, 'ai-feed-drafts').then((all) => JSON.stringify(all))
  await expect.poll(isKept).toContain('Half a thought in a tunnel.')
  await context.setOffline(false)

  await page.reload()

  await expect(composer.getByLabel('Text of the post')).toHaveValue('Half a thought in a tunnel.')
})

for (const width of [320, 800])
  test(`moves nothing on a page of ${width} px when a draft is found again`, async () => {
    const { page, context } = visitor
    const { url, close } = await servePage(`<!doctype html>
      <script type="module" blocking="render" src="${demo.server}/embed/ai-feed.js"></script>
      <style>ai-composer:not(:defined) { display: block; min-block-size: 13.25rem }</style>
      <ai-composer server="${demo.server}"></ai-composer>
      <p>What comes below it.</p>
      <ai-feed server="${demo.server}"></ai-feed>`)
    await page.setViewportSize({ width, height: 900 })
    await context.addInitScript(() => {
      globalThis.shifts = []
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
          shifts.push(`${value} ${sources.map(({ node }) => node?.nodeName)}`)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(url)
    await composer.getByRole('button', { name: 'Text only' }).click()
    await composer.getByLabel('Text of the post').fill('One\nTwo\nThree\nFour\nFive\nSix')
    const isKept = () => page.evaluate(readRecords, 'ai-feed-drafts').then((all) => JSON.stringify(all))
    await expect.poll(isKept).toContain('Six')

    await page.reload()
    await expect(composer.getByRole('switch', { name: 'Allow AI training' })).toBeVisible()
    await expect(page.locator('ai-feed').getByRole('img').first()).toBeAttached()

    expect(await page.evaluate(() => globalThis.shifts)).toEqual([])
    await close()
  })
