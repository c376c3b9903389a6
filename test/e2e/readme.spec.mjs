import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { contentSecurityPolicy } from '../../examples/page-server.mjs'
import { createDemo } from './demo-process.mjs'
import { servePage } from './serve-page.mjs'
import { createVisitor } from './visitor.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readmes = globSync('{README.md,packages/*/README.md,examples/*/README.md}', { cwd: root }).toSorted()

/** Snippets that a comment marks with how to test them. */
const snippets = readmes.flatMap((path) => {
  const marked = /<!-- test: (\w+) -->\n```\w+\n(.*?)```/gs
  return [...readFileSync(join(root, path), 'utf8').matchAll(marked)].map(([, kind, code]) => ({ path, kind, code }))
})
const ofKind = (kind) => snippets.filter((snippet) => snippet.kind === kind)

let demo
test.beforeAll(async () => {
  demo = await createDemo()
  await demo.start()
})
test.afterAll(async () => {
  await demo?.stop()
  await demo?.remove()
})

const atDemo = (code) => code.replaceAll('http://127.0.0.1:8787', demo.server)

async function runNode(code) {
  const options = { cwd: root, env: { ...process.env, FORCE_COLOR: '0' } }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], options)
  return stdout
}

test('the README marks one snippet of each kind at least', () => {
  for (const kind of ['embed', 'preload', 'sdk', 'theme', 'command'])
    expect(ofKind(kind).length, kind).toBeGreaterThan(0)
})

for (const { path, code } of ofKind('sdk'))
  test(`the SDK lines of ${path} list the posts`, async () => {
    const printed = (await runNode(atDemo(code))).trim().split('\n')

    expect(printed.length).toBeGreaterThan(10)
    for (const line of printed.filter((text) => text.startsWith('@'))) expect(line).toMatch(/^@[a-z0-9_]+/)
    expect(printed.some((line) => line.startsWith('@felicitas'))).toBe(true)
  })

for (const { path, code } of ofKind('node'))
  test(`the lines of ${path} run and print what their comments say`, async () => {
    const printed = await runNode(code)

    for (const [, comment] of code.matchAll(/console\.log\(.*\/\/ ([^{\n]+)$/gm))
      expect(printed).toContain(comment.trim())
  })

for (const { path, code } of ofKind('embed'))
  test(`the tags of ${path} show a feed`, async () => {
    const visitor = await createVisitor()
    const site = await servePage(atDemo(code))
    await visitor.page.goto(site.url)

    await expect(visitor.page.locator('ai-feed').getByRole('article').first()).toBeVisible()
    expect(visitor.seen.errors).toEqual([])
    await visitor.leave()
    await site.close()
  })

for (const { path, code } of ofKind('preload'))
  test(`the feed of ${path} takes the page that the line above it has asked for`, async () => {
    const visitor = await createVisitor()
    const site = await servePage(atDemo(code))
    const [, address] = /href="([^"]+)"/.exec(atDemo(code))
    await visitor.page.goto(site.url)

    await expect(visitor.page.locator('ai-feed').getByRole('article').first()).toBeVisible()
    const isFirstPage = (url) => url.includes('/v1/feeds/') && !url.includes('&after=')
    expect(visitor.seen.urls.filter(isFirstPage)).toEqual([address])
    await visitor.leave()
    await site.close()
  })

for (const { path, code } of ofKind('theme'))
  test(`the style of ${path} changes the tags`, async () => {
    const visitor = await createVisitor()
    const [{ code: html }] = ofKind('embed')
    const site = await servePage(`<style>${code}</style>${atDemo(html)}`)
    await visitor.page.goto(site.url)
    const post = visitor.page.locator('ai-feed').getByRole('article').first()
    await expect(post).toBeVisible()

    const accent = await visitor.page
      .locator('ai-feed')
      .evaluate((feed) => getComputedStyle(feed).getPropertyValue('--ai-feed-accent-color').trim())
    const colours = await visitor.page
      .locator('ai-feed')
      .evaluate((feed) => [...feed.shadowRoot.querySelectorAll('*')].map((node) => getComputedStyle(node).color))
    expect(accent).toBe('#b3261e')
    expect(colours).toContain('rgb(179, 38, 30)')
    expect(await post.evaluate((node) => getComputedStyle(node.closest('[part~=post]') ?? node).borderRadius)).toBe(
      '0px',
    )
    await visitor.leave()
    await site.close()
  })

for (const { path, code } of ofKind('command'))
  test(`the server knows the command in ${path}: ${code.trim()}`, async () => {
    const [, name, verb] = /^npx (\S+) (\S+)/.exec(code)
    const { bin } = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8'))
    const program = join(root, 'packages/server', bin[name])
    const usage = await promisify(execFile)(process.execPath, [program, 'no-such-verb']).catch(({ stderr }) => stderr)

    expect(usage).toMatch(new RegExp(`\\b${verb}\\b`))
  })

test('the policy of the README is the one that the example pages are served with', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const policy = contentSecurityPolicy('S')

  for (const directive of ['script-src', 'connect-src', 'img-src']) {
    expect(readme).toContain(`${directive} S`)
    expect(policy).toMatch(new RegExp(`${directive} (?:'self' )?S`))
  }
  expect(readme).toContain("trusted-types lit-html 'allow-duplicates'")
  expect(policy).toContain("trusted-types lit-html 'allow-duplicates'")
})

test('every link of a README leads to a file', () => {
  for (const path of readmes)
    for (const [, target] of readFileSync(join(root, path), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      expect(globSync(join(root, path, '..', target)).length, `${path} → ${target}`).toBe(1)
})
