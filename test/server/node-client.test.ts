import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createFeedClient } from '@ai-feed/core'
import sharp from 'sharp'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const script = fileURLToPath(new URL('../../examples/node-script/post.mjs', import.meta.url))

describe('the client in Node', () => {
  let server: TestServer
  let folder: string
  let env: Record<string, string>
  const run = async (...words: string[]) =>
    (await promisify(execFile)(process.execPath, [script, ...words], { env: { ...process.env, ...env } })).stdout

  before(async () => {
    server = await startTestServer()
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-script-'))
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const keyFile = join(folder, 'key.pem')
    await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }))
    await server.db.updateTable('sites').set({ sso_key: jwk }).where('id', '=', 'default').execute()
    env = { FEED_SERVER: server.url, HOST_KEY_FILE: keyFile, HOST_USER: 'weather_bot' }
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('posts words and a picture as the user whom the site vouches for', async () => {
    const file = join(folder, 'sunrise.png')
    await sharp({ create: { width: 64, height: 48, channels: 3, background: 'orange' } })
      .png()
      .toFile(file)

    const printed = await run('Good morning', file, 'The sun above the roofs')

    const client = createFeedClient({ server: server.url })
    const { items } = await readFirstPage(client.feed('explore'))
    client.close()
    assert.match(printed, /^@weather_bot posted /)
    assert.equal(items[0]?.post.text[0]?.text, 'Good morning')
    assert.deepEqual(
      items[0]?.post.media.map(({ alt, width, height }) => [alt, width, height]),
      [['The sun above the roofs', 64, 48]],
    )
  })

  it('says why it could not', async () => {
    const failure = await run('x'.repeat(3000)).catch((error: { code: number; stderr: string }) => error)

    assert.ok(typeof failure === 'object')
    assert.equal(failure.code, 1)
    assert.match(failure.stderr, /^invalid_field: /)
  })
})

async function readFirstPage<T>(pages: AsyncIterable<T>): Promise<T> {
  for await (const page of pages) return page
  throw new Error('no page')
}
