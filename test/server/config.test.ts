import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { ConfigError, readConfig } from '@ai-feed/server'

describe('readConfig', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-config-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('needs nothing', () => {
    assert.deepEqual(readConfig({}), {
      port: 8787,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:8787',
      dataDir: resolve('.data'),
      mediaDir: resolve('.data/media'),
      mediaUrl: 'http://127.0.0.1:8787',
      limits: defaultLimits,
      trustedProxies: [],
    })
  })

  it('takes empty values as absent', () => {
    const names = ['PORT', 'HOST', 'PUBLIC_URL', 'DATABASE_URL', 'AI_FEED_DATA_DIR', 'AI_FEED_MEDIA', 'AI_FEED_LIMITS']
    const empty = Object.fromEntries(names.map((name) => [name, '']))

    assert.deepEqual(readConfig(empty), readConfig({}))
  })

  it('reads every variable', async () => {
    const limits = join(folder, 'limits.json')
    await writeFile(limits, '{"textGraphemes": 280, "sizes": ["512x512"]}')

    const config = readConfig({
      PORT: '80',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://feed.example.org',
      DATABASE_URL: 'postgres://me@db/feed',
      AI_FEED_DATA_DIR: folder,
      AI_FEED_MEDIA: join(folder, 'pictures'),
      AI_FEED_MEDIA_URL: 'https://media.example.net/',
      AI_FEED_LIMITS: limits,
      AI_FEED_PROXY: '10.0.0.0/8, 2001:db8::1',
    })

    assert.deepEqual(config, {
      port: 80,
      host: '0.0.0.0',
      publicUrl: 'https://feed.example.org',
      databaseUrl: 'postgres://me@db/feed',
      dataDir: folder,
      mediaDir: join(folder, 'pictures'),
      mediaUrl: 'https://media.example.net',
      limits: { ...defaultLimits, textGraphemes: 280, sizes: ['512x512'] },
      trustedProxies: ['10.0.0.0/8', '2001:db8::1'],
    })
  })

  const refused: readonly [string, Record<string, string>, RegExp][] = [
    ['an unknown AI_FEED_ name', { AI_FEED_TYPO: '1' }, /^AI_FEED_TYPO is not a setting/],
    ['a port that is none', { PORT: '70000' }, /^PORT is "70000"/],
    ['a port with words', { PORT: '80 ' }, /^PORT is "80 "/],
    ['a host with a path', { HOST: 'a/b' }, /^HOST is "a\/b"/],
    ['an open host without a public address', { HOST: '0.0.0.0' }, /PUBLIC_URL/],
    ['an open host with an http address', { HOST: '::', PUBLIC_URL: 'http://127.0.0.1:8787' }, /https:\/\//],
    ['a public address with a path', { PUBLIC_URL: 'https://a.example/feed' }, /^PUBLIC_URL is/],
    ['a public address of http elsewhere', { PUBLIC_URL: 'http://a.example' }, /must begin with https/],
    ['a public address that is no address', { PUBLIC_URL: 'feed' }, /^PUBLIC_URL is "feed"/],
    ['another database', { DATABASE_URL: 'mysql://a' }, /^DATABASE_URL must begin/],
    ['a place for pictures that is neither folder nor bucket', { AI_FEED_MEDIA: 'ftp://bucket' }, /^AI_FEED_MEDIA is/],
    ['a proxy that is a name', { AI_FEED_PROXY: 'proxy.local' }, /^AI_FEED_PROXY has "proxy.local"/],
    ['a network that is too wide to write', { AI_FEED_PROXY: '10.0.0.0/33' }, /^AI_FEED_PROXY has/],
    ['a limits file that is not there', { AI_FEED_LIMITS: '/nowhere.json' }, /^AI_FEED_LIMITS names \/nowhere.json/],
  ]
  for (const [what, env, words] of refused) {
    it(`refuses ${what} in one sentence`, () => {
      assert.throws(
        () => readConfig(env),
        (error: Error) => error instanceof ConfigError && words.test(error.message) && !error.message.includes('\n'),
      )
    })
  }

  for (const [what, text] of [
    ['an unknown name', '{"textGrapheme": 1}'],
    ['a fraction', '{"textGraphemes": 1.5}'],
    ['a negative number', '{"textGraphemes": -1}'],
    ['a number where words belong', '{"sizes": 3}'],
    ['words where a number belongs', '{"textGraphemes": "1"}'],
    ['a list', '[]'],
    ['no JSON', 'textGraphemes: 1'],
    ['a name that every object has', '{"__proto__": 1}'],
  ] as const) {
    it(`refuses a limits file with ${what}`, async () => {
      const path = join(folder, 'bad.json')
      await writeFile(path, text)

      assert.throws(() => readConfig({ AI_FEED_LIMITS: path }), ConfigError)
    })
  }

  it('never repeats a password', () => {
    assert.throws(
      () => readConfig({ PUBLIC_URL: 'https://user:hunter2@a.example/x' }),
      (error: Error) => !error.message.includes('hunter2'),
    )
  })
})
