import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { rollup } from 'rollup'
import { build as viteBuild } from 'vite'
import { brotliBytes, browserPlugins } from '../../rollup.config.mjs'
import { root } from './sources.ts'

/** What an app writes that renders on a server: everything is made, nothing is touched. */
const serverSide = `
  import { createFeedClient, isFeedError, FeedError } from '@ai-feed/core'
  const client = createFeedClient({ server: 'https://feed.example' })
  const { items } = client.feed('explore').getSnapshot()
  client.session.getSnapshot(); client.outbox.getSnapshot(); client.notifications.getSnapshot()
  client.post('id').getSnapshot()
  client.close()
  const result = { items: items.length, isError: isFeedError(new FeedError('offline', 'x'), 'offline') }`

describe('core, imported where there is no page', () => {
  it('makes a client in Node without touching anything', async () => {
    const guard = `
      for (const name of ['document', 'window', 'localStorage', 'indexedDB', 'location', 'XMLHttpRequest'])
        Object.defineProperty(globalThis, name, { get() { if (name === 'document') return undefined; throw new Error(name + ' was touched') } })
      globalThis.fetch = () => { throw new Error('fetch was called') }`
    const code = `${guard}; await import('data:text/javascript,0');${serverSide.replace(/import (\{.*?\}) from '(.*?)'/, "const $1 = await import('$2')")}; console.log(JSON.stringify(result))`

    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: root,
    })

    assert.deepEqual(JSON.parse(stdout), { items: 0, isError: true })
  })

  it('makes one in a worker thread', async () => {
    const code = `${serverSide}; import { parentPort } from 'node:worker_threads'; parentPort.postMessage(result)`
    const file = join(root, 'test/shape/.worker-check.mjs')
    await writeFile(file, code)
    try {
      const [result] = (await once(new Worker(file), 'message')) as [unknown]

      assert.deepEqual(result, { items: 0, isError: true })
    } finally {
      await rm(file)
    }
  })
})

describe('core, to a bundler', () => {
  const bundle = async (code: string): Promise<{ code: string; all: string }> => {
    const build = await rollup({
      input: 'app',
      plugins: [
        {
          name: 'app',
          resolveId: (id) => (id === 'app' ? join(root, 'app.js') : null),
          load: (id) => (id.endsWith('app.js') ? code : null),
        },
        ...browserPlugins(),
      ],
      onLog: () => {},
    })
    const { output } = await build.generate({ format: 'es' })
    await build.close()
    return { code: output[0].code, all: output.map((file) => ('code' in file ? file.code : '')).join('') }
  }
  const core = JSON.stringify(join(root, 'packages/core/dist/index.js'))

  it('leaves nothing of the client where only an error is looked at', async () => {
    const { all } = await bundle(`import { isFeedError } from ${core}; console.log(isFeedError(globalThis.error))`)

    assert.ok(brotliBytes(all) < 200, `${brotliBytes(all)} bytes`)
  })

  it('brings no validator, whichever bundler it is', async () => {
    const app = `import { createFeedClient } from ${core}; globalThis.client = createFeedClient`
    const file = join(root, 'test/shape/.vite-check.mjs')
    await writeFile(file, app)
    try {
      const built = (await viteBuild({
        configFile: false,
        logLevel: 'silent',
        build: { write: false, rollupOptions: { input: file } },
      })) as { output: { code?: string }[] }

      const { all } = await bundle(app)
      for (const code of [all, ...built.output.map((chunk) => chunk.code ?? '')])
        assert.ok(!/iso_timestamp|picklist/.test(code), 'valibot is among it')
    } finally {
      await rm(file)
    }
  })

  it('keeps sign-in, upload and posting out of what reads', async () => {
    const { code, all } = await bundle(`import { createFeedClient } from ${core}; globalThis.client = createFeedClient`)

    for (const word of ['XMLHttpRequest', 'createImageBitmap', 'code_challenge', 'idempotency-key', 'dpop_jkt']) {
      assert.ok(all.toLowerCase().includes(word.toLowerCase()), `${word} is nowhere`)
      assert.ok(!code.toLowerCase().includes(word.toLowerCase()), `${word} is in the read path`)
    }
  })
})
