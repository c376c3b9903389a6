import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { createDemo } from './demo-process.mjs'
import { createVisitor } from './visitor.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
let demo, visitor

test.beforeAll(async () => {
  test.setTimeout(300_000)
  demo = await createDemo()
  await demo.start()
  const build = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'examples/react/vite.config.js']
  await promisify(execFile)(process.execPath, build, { cwd: root, env: { ...process.env, NODE_ENV: 'production' } })
  visitor = await createVisitor()
})

test.afterAll(async () => {
  await visitor?.leave()
  await demo?.stop()
  await demo?.remove()
})

test('the React example reads, signs in, posts and likes with the client’s own stores', async () => {
  const { page, seen } = visitor
  await page.goto(`${demo.pageOne}react/`)
  await expect.poll(() => page.getByRole('article').count()).toBeGreaterThan(5)

  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const popup = await opened
  await popup.getByRole('link', { name: 'Create an account' }).click()
  await popup.getByLabel('Handle').fill('react_reader')
  await popup.getByLabel('Password').fill('correct horse of react_reader')
  await popup.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('@react_reader')).toBeVisible()

  await page.getByLabel('Text of the post').fill('Posted from React')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  const own = page.getByRole('article', { name: 'Post of react_reader' })
  await expect(own).toContainText('Posted from React')
  await own.getByRole('button', { name: /Like/ }).click()

  await expect(own.getByRole('button', { name: 'Like · 1', pressed: true })).toBeVisible()
  expect(seen.errors).toEqual([])
})
