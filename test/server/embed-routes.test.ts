import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import { embedRoutes, readEmbedFiles } from '../../packages/server/dist/embed/embed-routes.js'
import type { EmbedFiles } from '../../packages/server/dist/embed/embed-routes.js'
import { createLog } from '../../packages/server/dist/log.js'

const entry = 'console.log("entry")'

describe('/embed', () => {
  let home: string
  const app = createApp({
    log: createLog({ write: () => {} }),
    admission: createAdmission({ running: 8, waiting: 8 }),
    findClientAddress: () => '127.0.0.1',
  })
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ai-feed-embed-'))
    await mkdir(join(home, 'cdn/chunks'), { recursive: true })
    await writeFile(join(home, 'cdn/ai-feed.js'), entry)
    await writeFile(join(home, 'cdn/chunks/composer-4f2a.js'), 'export {}')
    await writeFile(join(home, 'secret.js'), 'nothing for you')
    const embed = (await readEmbedFiles(join(home, 'cdn'), '1.2.3')) as EmbedFiles
    const mediaUrl = 'https://pictures.example.org'
    app.route('/', embedRoutes({ embed, publicUrl: 'https://feed.example.org', mediaUrl }))
  })
  after(() => rm(home, { recursive: true, force: true }))

  for (const [path, cache] of [
    ['/embed/ai-feed.js', 'public, max-age=300'],
    ['/embed/1.2.3/ai-feed.js', 'public, max-age=31536000, immutable'],
    ['/embed/chunks/composer-4f2a.js', 'public, max-age=31536000, immutable'],
    ['/embed/1.2.3/chunks/composer-4f2a.js', 'public, max-age=31536000, immutable'],
  ] as const) {
    it(`serves ${path} to pages of any origin, without redirect`, async () => {
      const response = await app.request(path)

      assert.equal(response.status, 200)
      assert.equal(response.headers.get('Cache-Control'), cache)
      assert.equal(response.headers.get('Content-Type'), 'text/javascript; charset=utf-8')
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*')
      assert.equal(response.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin')
    })
  }

  it('sends brotli to those who take it', async () => {
    const response = await app.request('/embed/ai-feed.js', { headers: { 'Accept-Encoding': 'gzip, br' } })

    assert.equal(response.headers.get('Content-Encoding'), 'br')
    assert.match(response.headers.get('Vary') ?? '', /Accept-Encoding/)
    assert.equal(brotliDecompressSync(await response.arrayBuffer()).toString(), entry)
  })

  for (const refused of ['br;q=0', 'gzip, br; q=0.0', 'xbr', 'br-x', 'identity']) {
    it(`sends none to those who say ${refused}`, async () => {
      const response = await app.request('/embed/ai-feed.js', { headers: { 'Accept-Encoding': refused } })

      assert.equal(response.headers.get('Content-Encoding'), null)
      assert.equal(await response.text(), entry)
    })
  }

  it('answers 304 to those who have it', async () => {
    const etag = (await app.request('/embed/ai-feed.js')).headers.get('ETag') ?? ''
    const response = await app.request('/embed/ai-feed.js', { headers: { 'If-None-Match': etag } })

    assert.equal(response.status, 304)
  })

  for (const path of [
    '../secret.js',
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    'chunks/../../secret.js',
    '9.9.9/ai-feed.js',
    'chunks',
  ]) {
    it(`has nothing at /embed/${path}`, async () => {
      assert.equal((await app.request(`/embed/${path}`)).status, 404)
    })
  }
})
