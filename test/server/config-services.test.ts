import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ConfigError, readConfig } from '@ai-feed/server'

const url = 'https://images.example/v1'

describe('readConfig, for services', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'ai-feed-services-'))))
  after(() => rm(folder, { recursive: true, force: true }))

  it('takes an image server with a budget of a hundred pictures a day', () => {
    const { images, limits } = readConfig({ AI_FEED_IMAGES_URL: url })

    assert.deepEqual(images, { url })
    assert.equal(limits.paidPicturesPerServerDay, 100)
  })

  it('reads key, model and budget, and the same of a moderation server', () => {
    const { images, moderation, limits } = readConfig({
      AI_FEED_IMAGES_URL: 'http://127.0.0.1:1234/v1/',
      AI_FEED_IMAGES_KEY: 'k-1',
      AI_FEED_IMAGES_MODEL: 'gpt-image-2.6-flare',
      AI_FEED_IMAGES_DAILY: '7',
      AI_FEED_MODERATION_URL: 'https://judge.example/v1',
      AI_FEED_MODERATION_KEY: 'k-2',
      AI_FEED_MODERATION_MODEL: 'omni',
    })

    assert.deepEqual(images, { url: 'http://127.0.0.1:1234/v1', key: 'k-1', model: 'gpt-image-2.6-flare' })
    assert.deepEqual(moderation, { url: 'https://judge.example/v1', key: 'k-2', model: 'omni' })
    assert.equal(limits.paidPicturesPerServerDay, 7)
  })

  const refused: readonly [string, Record<string, string>, RegExp][] = [
    ['http to another machine', { AI_FEED_IMAGES_URL: 'http://images.example/v1' }, /must begin with https/],
    [
      'a moderation server by http',
      { AI_FEED_MODERATION_URL: 'http://10.0.0.1/v1' },
      /^AI_FEED_MODERATION_URL .*https/,
    ],
    ['what is no address', { AI_FEED_IMAGES_URL: 'openai' }, /^AI_FEED_IMAGES_URL is not an address/],
    ['an address of a file', { AI_FEED_IMAGES_URL: 'file:///etc/hostname' }, /^AI_FEED_IMAGES_URL is not/],
    ['a password in an address', { AI_FEED_IMAGES_URL: 'https://me:hunter2@a.example/v1' }, /without name or password/],
    [
      'a key without a server',
      { AI_FEED_IMAGES_KEY: 'hunter2' },
      /^AI_FEED_IMAGES_KEY is set without AI_FEED_IMAGES_URL/,
    ],
    ['a budget without a server', { AI_FEED_IMAGES_DAILY: '5' }, /^AI_FEED_IMAGES_DAILY is set without/],
    [
      'a key that no header carries',
      { AI_FEED_IMAGES_URL: url, AI_FEED_IMAGES_KEY: 'hunter2\n' },
      /^AI_FEED_IMAGES_KEY/,
    ],
    ['a model of several lines', { AI_FEED_IMAGES_URL: url, AI_FEED_IMAGES_MODEL: 'a\nb' }, /^AI_FEED_IMAGES_MODEL is/],
    ['an image server without a budget', { AI_FEED_IMAGES_URL: url, AI_FEED_IMAGES_DAILY: '0' }, /at least 1/],
    [
      'a budget that is no number',
      { AI_FEED_IMAGES_URL: url, AI_FEED_IMAGES_DAILY: 'many' },
      /^AI_FEED_IMAGES_DAILY is/,
    ],
    ['a fraction of a picture', { AI_FEED_IMAGES_URL: url, AI_FEED_IMAGES_DAILY: '1.5' }, /^AI_FEED_IMAGES_DAILY is/],
  ]
  const bucket = { AI_FEED_MEDIA: 's3://pictures', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'hunter2' }
  const refusedBuckets: typeof refused = [
    ['a bucket without keys', { AI_FEED_MEDIA: 's3://pictures' }, /set AWS_ACCESS_KEY_ID/],
    ['a bucket with half a key', { ...bucket, AWS_SECRET_ACCESS_KEY: '' }, /set AWS_SECRET_ACCESS_KEY/],
    ['a bucket with a path', { ...bucket, AI_FEED_MEDIA: 's3://pictures/below' }, /does not name a bucket/],
    ['a bucket without a name', { ...bucket, AI_FEED_MEDIA: 's3://' }, /does not name a bucket/],
    ['an object store by http', { ...bucket, AWS_ENDPOINT_URL: 'http://store.example' }, /^AWS_ENDPOINT_URL .*https/],
    ['a key of two lines', { ...bucket, AWS_SECRET_ACCESS_KEY: 'hunter2\nx' }, /^AWS_SECRET_ACCESS_KEY has/],
    ['a region that is none', { ...bucket, AWS_REGION: 'a/b' }, /^AWS_REGION is/],
  ]
  for (const [what, env, words] of [...refused, ...refusedBuckets]) {
    it(`refuses ${what} in one sentence, without the secrets in it`, () => {
      assert.throws(
        () => readConfig(env),
        ({ name, message }: Error) => name === ConfigError.name && words.test(message) && !/\n|hunter2/.test(message),
      )
    })
  }

  it('takes a bucket with the usual variables', () => {
    const env = { AI_FEED_MEDIA: 's3://my-pictures', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'word' }

    assert.deepEqual(readConfig(env).mediaBucket, {
      bucket: 'my-pictures',
      endpoint: 'https://s3.us-east-1.amazonaws.com',
      region: 'us-east-1',
      accessKeyId: 'id',
      secretAccessKey: 'word',
    })
    const elsewhere = { AWS_REGION: 'eu-1', AWS_SESSION_TOKEN: 't', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000/' }
    const { endpoint, region, sessionToken } = readConfig({ ...env, ...elsewhere }).mediaBucket!
    assert.deepEqual([endpoint, region, sessionToken], ['http://127.0.0.1:9000', 'eu-1', 't'])
    assert.equal(readConfig({ ...env, AI_FEED_MEDIA: '/srv/pictures' }).mediaBucket, undefined)
  })

  it('refuses an image server when the limits leave nothing to spend', async () => {
    const limits = join(folder, 'limits.json')
    await writeFile(limits, '{"paidPicturesPerServerDay": 0}')

    assert.throws(() => readConfig({ AI_FEED_IMAGES_URL: url, AI_FEED_LIMITS: limits }), /allow no paid pictures/)
    assert.ok(readConfig({ AI_FEED_LIMITS: limits }))
  })
})
