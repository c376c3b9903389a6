import { chromeLauncher } from '@web/test-runner-chrome'
import puppeteer from 'puppeteer-core'

/** Runs tests in Firefox ESR by Puppeteer. */
export const firefoxLauncher = () =>
  chromeLauncher({
    puppeteer,
    launchOptions: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true },
    createPage: async ({ context }) => {
      const page = await context.newPage()
      pressCombinations(page.keyboard)
      return page
    },
  })

/** Teaches a keyboard `Control+End`, which the ones of Playwright and WebKitGTK know by themselves. */
function pressCombinations(keyboard) {
  const press = keyboard.press.bind(keyboard)
  keyboard.press = async (combination, options) => {
    const [key, ...modifiers] = (combination.match(/[^+]+|\+$/g) ?? []).toReversed()
    for (const modifier of modifiers.toReversed()) await keyboard.down(modifier)
    await press(key, options)
    for (const modifier of modifiers) await keyboard.up(modifier)
  }
}
