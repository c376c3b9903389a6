import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, it } from 'node:test'
import { serverEnvironment } from '../support/test-server.ts'

const file = new URL('../../packages/server/bin/ai-feed-server.js', import.meta.url).pathname

/** Runs the command as it is installed, under a Node that says it is of this version. */
async function run(version: string, ...words: string[]): Promise<{ code: unknown; stderr: string }> {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, file, ...words]
  return promisify(execFile)(process.execPath, args, { env: serverEnvironment({}) }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: { code: unknown; stderr: string }) => error,
  )
}

describe('the command as it is installed', () => {
  for (const version of ['18.20.4', '20.20.2', '22.11.0']) {
    it(`refuses Node ${version} in one sentence, before it does anything`, async () => {
      const { code, stderr } = await run(version, 'start')

      assert.equal(code, 1)
      assert.equal(stderr, `ai-feed-server: Node ${version} is too old, 22.12 or later is needed\n`)
    })
  }

  for (const version of ['22.12.0', '24.0.0', process.versions.node]) {
    it(`runs with Node ${version}`, async () => {
      assert.match((await run(version)).stderr, /^usage: ai-feed-server start/)
    })
  }
})
