import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createLog } from '../../packages/server/dist/log.js'
import { backUp } from '../../packages/server/dist/operate.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { makePlace } from '../support/restored.ts'
import { runCommand } from '../support/run-command.ts'
import { startS3Wire } from '../support/s3-wire.ts'
import type { S3Wire } from '../support/s3-wire.ts'
import { findFreePort, mainFile, serverEnvironment, spawnTestServer } from '../support/test-server.ts'

const log = createLog({ write: () => {} })
const never = new Promise<undefined>(() => {})

describe('kill -9 in the middle', () => {
  let folder: string
  let wire: S3Wire
  let server: FullServer
  let archive: string
  let bucket: Readonly<Record<string, string>>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-killed-'))
    wire = await startS3Wire()
    const { endpoint, accessKeyId, secretAccessKey, region } = wire.account
    bucket = {
      AI_FEED_MEDIA: 's3://pictures',
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
    }
    server = await startFullServer({ config: { mediaBucket: wire.account } })
    archive = join(folder, 'whole.tar.gz')
    await backUp(server.config, log, archive)
  })
  after(async () => {
    await server.close()
    await wire.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Runs a command until it asks the bucket for something, which is held back, and kills it there. */
  async function killAt(
    words: readonly string[],
    env: Readonly<Record<string, string>>,
    isHeld: (method: string, key: string) => boolean,
  ): Promise<void> {
    const reached = new Promise<void>((done) =>
      wire.failWith((method, key) => {
        if (!isHeld(method, key)) return undefined
        done()
        return never
      }),
    )
    const child = spawn(process.execPath, [mainFile, ...words], { env: serverEnvironment(env), stdio: 'ignore' })
    const ended = once(child, 'exit')
    await reached
    child.kill('SIGKILL')
    await ended
    wire.failWith(() => undefined)
  }

  it('of a backup leaves nothing of its name, and the next one says what lies there', async () => {
    const env = { ...bucket, DATABASE_URL: server.databaseUrl, AI_FEED_DATA_DIR: server.config.dataDir }
    const half = join(folder, 'half.tar.gz')
    await killAt(['backup', half], env, (method, key) => method === 'GET' && key.endsWith('.webp'))
    assert.deepEqual((await readdir(folder)).toSorted(), ['half.tar.gz.unfinished', 'whole.tar.gz'])

    const refused = await runCommand(['restore', `${half}.unfinished`], env)
    assert.match(refused.stderr, /half\.tar\.gz\.unfinished is damaged: .*\n$/)
    await utimes(`${half}.unfinished`, 0, 0)
    const next = await runCommand(['backup', join(folder, 'next.tar.gz')], env)
    assert.match(next.stdout, /half\.tar\.gz\.unfinished is what a backup left that was cut: no backup, delete it\n$/)

    const again = await runCommand(['backup', half], env)
    assert.equal(again.code, 0, again.stderr)
    assert.ok(!(await readdir(folder)).includes('half.tar.gz.unfinished'))
  })

  const restored = async (env: Readonly<Record<string, string>>): Promise<void> => {
    const again = await runCommand(['restore', archive], env)
    assert.equal(again.code, 0, again.stderr)
    const wellness = await runCommand(['doctor'], env)
    assert.doesNotMatch(wellness.stdout, /^wrong\t(?!free disk)/m)
    const running = await spawnTestServer(env)
    const post = await fetch(`${running.url}/v1/posts/${server.posts.pictured.id}`)
    assert.equal(post.status, 200)
    await running.end('SIGTERM')
  }

  it('of a restore leaves a database empty, into which the same command restores', async () => {
    const place = await makePlace(folder)
    const env = { ...bucket, DATABASE_URL: place.config.databaseUrl ?? '', AI_FEED_DATA_DIR: place.config.dataDir }
    wire.objects.clear()
    await killAt(['restore', archive], env, (method) => method === 'PUT')

    await restored(env)
    await place.drop()
  })

  it('of a restore leaves an embedded database empty, too, and nobody in its place', async () => {
    const env = { ...bucket, AI_FEED_DATA_DIR: join(folder, 'embedded'), PORT: String(await findFreePort()) }
    wire.objects.clear()
    await killAt(['restore', archive], env, (method, key) => method === 'PUT' && key.startsWith('default/'))

    await restored(env)
  })

  it('of a restore at its very end leaves the bucket to the database that comes from the same backup', async () => {
    const place = await makePlace(folder)
    const env = { ...bucket, DATABASE_URL: place.config.databaseUrl ?? '', AI_FEED_DATA_DIR: place.config.dataDir }
    wire.objects.clear()
    await killAt(['restore', archive], env, (method, key) => method === 'PUT' && key === '.ai-feed-media')
    // As if the mark had been written just before.
    const mark = await server.db.selectFrom('instance').select('media_id').executeTakeFirstOrThrow()
    wire.objects.set('.ai-feed-media', { bytes: Buffer.from(`${mark.media_id}\n`), changedAt: new Date() })
    const start = await runCommand(['start'], { ...env, PORT: '0' })
    assert.match(start.stderr + start.stdout, /the bucket pictures belongs to another database/)

    await place.drop()
    const fresh = await makePlace(folder)
    await restored({ ...env, DATABASE_URL: fresh.config.databaseUrl ?? '' })
    await fresh.drop()
  })
})
