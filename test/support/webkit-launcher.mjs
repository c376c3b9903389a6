import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findFreePort } from './free-port.mjs'
import { webdriverInput } from './webdriver-input.mjs'

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'

/** Runs tests in WebKitGTK over WebDriver, on a display of its own. Not Safari, but its engine. */
export function webkitLauncher() {
  const children = []
  const open = new Map()
  let driver
  let window

  const start = (program, args, env = {}) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env },
    })
    children.push(child)
    return child
  }

  async function send(method, path, body) {
    const signal = AbortSignal.timeout(150_000)
    const response = await fetch(driver + path, { method, signal, ...(body && { body: JSON.stringify(body) }) })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value.error}, ${value.message}`)
    return value
  }

  async function openWindow() {
    const xvfb = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'])
    const [display] = await once(xvfb.stdio[3], 'data')
    const port = await findFreePort()
    driver = `http://127.0.0.1:${port}`
    start('WebKitWebDriver', [`--port=${port}`], {
      DISPLAY: `:${String(display).trim()}`,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // as root in a container it cannot make one
    })
    for (let tries = 1; ; tries += 1) {
      if (await fetch(`${driver}/status`).catch(() => undefined)) break
      if (tries === 100) throw new Error('WebKitWebDriver did not start')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const options = { binary: miniBrowser, args: ['--automation'] }
    const { sessionId } = await send('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    })
    await send('POST', `/session/${sessionId}/timeouts`, { pageLoad: 120_000 })
    return sessionId
  }

  /** Shows a page. A browser that has crashed or stands still takes one file of tests with it, not all that follow. */
  async function show(url) {
    try {
      window ??= openWindow()
      await send('POST', `/session/${await window}/url`, { url })
    } catch {
      end()
      window = openWindow()
      await send('POST', `/session/${await window}/url`, { url })
    }
  }

  function end() {
    for (const child of children.splice(0).toReversed()) child.kill('SIGKILL')
  }
  // However the run ends: the runner does not wait for `stop`.
  process.once('exit', end)

  return {
    name: 'WebKitGTK',
    type: 'webdriver',
    concurrency: 1,
    ...webdriverInput(async (actions) => send('POST', `/session/${await window}/actions`, { actions })),
    async startSession(sessionId, url) {
      open.set(sessionId, url)
      await show(url)
    },
    isActive: (sessionId) => open.has(sessionId),
    getBrowserUrl: (sessionId) => open.get(sessionId),
    async stopSession(sessionId) {
      open.delete(sessionId)
      await show('about:blank')
      return { testCoverage: undefined }
    },
    async stop() {
      if (window) await send('DELETE', `/session/${await window}`).catch(() => {})
      end()
    },
    startDebugSession: async (sessionId, url) => console.log(`no debugging in WebKitGTK: open ${url} (${sessionId})`),
  }
}
