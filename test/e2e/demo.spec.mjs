import { expect, test } from '@playwright/test'
import { createDemo } from './demo-process.mjs'
import { createVisitor } from './visitor.mjs'

let demo, visitor
test.beforeAll(async () => {
  demo = await createDemo({ wantedPort: 0, isEmpty: true })
  visitor = await createVisitor()
})
test.afterAll(async () => {
  await visitor.leave()
  await demo.stop()
  await demo.remove()
})

test('takes any free ports for PORT=0, none that browsers refuse to open', async () => {
  const printed = await demo.start()

  for (const line of [/two tags +(\S+)/, /elsewhere +(\S+)/]) {
    await visitor.page.goto(line.exec(printed)?.[1] ?? '')
    await expect(visitor.page.locator('ai-feed').getByRole('article').first()).toBeVisible()
  }
})
