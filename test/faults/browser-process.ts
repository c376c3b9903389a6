import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext } from '@playwright/test'

/** A browser with a profile on disk that survives its being killed. */
export interface BrowserProcess {
  /** The pages and storage of the profile; another object after each start. */
  context(): BrowserContext
  /** Starts it again on the same profile. */
  start(): Promise<BrowserContext>
  /** As a power cut does: no handler runs, nothing is flushed. */
  kill(): Promise<void>
  remove(): Promise<void>
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-popup-blocking',
  '--remote-debugging-port=0',
]

/** Makes a browser; `prepare` runs on each start, before any page is opened. */
export function createBrowserProcess(prepare: (context: BrowserContext) => Promise<void>): BrowserProcess {
  let profile: string | undefined
  let child: ChildProcess | undefined
  let browser: Browser | undefined
  let opened: BrowserContext | undefined

  const kill = async (): Promise<void> => {
    const running = child
    child = undefined
    opened = undefined
    if (running?.pid === undefined || running.exitCode !== null) return
    // A group of its own: helpers die with the browser.
    process.kill(-running.pid, 'SIGKILL')
    await once(running, 'close')
    await browser?.close().catch(() => {})
  }

  return {
    context() {
      if (opened === undefined) throw new Error('the browser does not run')
      return opened
    },
    async start() {
      profile ??= await mkdtemp(join(tmpdir(), 'ai-feed-browser-'))
      const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
      const started = spawn(program, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child = started
      let written = ''
      const address = await new Promise<string>((resolve, reject) => {
        started.stderr.on('data', (chunk: Buffer) => {
          written += chunk.toString()
          const found = /DevTools listening on (ws:\S+)/.exec(written)?.[1]
          if (found !== undefined) resolve(found)
        })
        started.once('close', (code) => reject(new Error(`the browser ended with ${code}: ${written}`)))
      })
      browser = await chromium.connectOverCDP(address)
      opened = browser.contexts()[0]
      if (opened === undefined) throw new Error('the browser has no profile')
      opened.setDefaultTimeout(300_000)
      await prepare(opened)
      return opened
    },
    kill,
    async remove() {
      await kill()
      if (profile !== undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
