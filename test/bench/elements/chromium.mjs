import puppeteer from 'puppeteer-core'

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--hide-scrollbars',
]
const viewport = { width: 1280, height: 900 }
/** Thousands of posts are scrolled in one call; with few frames a second it takes long, and must not end the run. */
const longestScrollMs = 30 * 60_000
/** What a phone on the edge of a cell has: the preset of the same name in the browser's tools. */
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 184_320, uploadThroughput: 84_375 }

/** Starts Chromium with a fresh profile. */
export function startChromium() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    defaultViewport: viewport,
    protocolTimeout: longestScrollMs,
  })
}

/** Opens an empty tab that shares no cache and no storage with any other, lets `use` work with it, and closes it.
 *  @param throttle a processor four times as slow, on slow 4G */
export async function withTab(browser, use, { throttle = false } = {}) {
  const context = await browser.createBrowserContext()
  try {
    const page = await context.newPage()
    const cdp = await page.createCDPSession()
    page.on('pageerror', (error) => console.error(`  ${page.url()}: ${error}`))
    if (throttle) {
      await cdp.send('Network.enable')
      await cdp.send('Network.emulateNetworkConditions', slow4g)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    }
    return await use({ page, cdp })
  } finally {
    await context.close()
  }
}

/** Bytes of JavaScript objects that are in use after the garbage is gone. */
export async function heapOf(cdp) {
  await cdp.send('HeapProfiler.enable')
  for (let time = 0; time < 3; time++) await cdp.send('HeapProfiler.collectGarbage')
  return (await cdp.send('Runtime.getHeapUsage')).usedSize
}
