import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { readSiteCommand } from '../../packages/server/dist/sites/read-site-command.js'

const run = promisify(execFile)
const main = new URL('../../packages/server/dist/main.js', import.meta.url).pathname

describe('ai-feed-server site', () => {
  let folder: string
  const site = async (...words: string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [main, 'site', ...words], {
      env: { PATH: process.env['PATH'], AI_FEED_DATA_DIR: folder },
    })
    return stdout
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-site-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('makes a site that is closed for sign-up unless it is told otherwise', async () => {
    assert.equal(
      await site('add', 'blog', '--origin', 'https://a.example'),
      'blog\tblog\tsign-up closed\thttps://a.example\n',
    )
  })

  it('adds origins to a site and changes only what is named', async () => {
    await site('add', 'shop', '--name', 'The shop', '--sign-up', 'open', '--origin', 'https://a.example')

    await site('add', 'shop', '--origin', 'https://b.example', '--origin', 'https://a.example/')

    assert.match(await site('list'), /^shop\tThe shop\tsign-up open\thttps:\/\/a\.example https:\/\/b\.example$/m)
  })

  it('leaves the database to others when it is done', async () => {
    await site('list')
    assert.match(await site('list'), /\t/)
  })
})

describe('readSiteCommand', () => {
  const refused: readonly (readonly string[])[] = [
    [],
    ['list', 'more'],
    ['add'],
    ['add', 'a', 'b'],
    ['add', 'a', '--sign-up', 'yes'],
    ['add', 'a', '--origin', 'http://blog.example'],
    ['add', 'a', '--origin', 'https://blog.example/page'],
    ['add', 'a', '--colour', 'red'],
    ['add', 'a', '--erase'],
    ['add', 'a', '--budget', '-1'],
    ['add', 'a', '--budget', '1.5'],
    ['add', 'a', '--visibility', 'nobody'],
    ['add', 'a', '--comments', 'some'],
    ['add', 'a', '--remixes', ''],
    ['add', 'a', '--sso-jwks', 'http://a.example/keys'],
    ['add', 'a', '--sso-jwks', 'https://u:p@a.example/keys'],
    ['add', 'a', '--sso-key', 'file', '--no-sso'],
    ['remove'],
    ['remove', 'a', 'b'],
    ['remove', 'a', '--name', 'x'],
    ['list', '--erase'],
  ]
  for (const words of refused) {
    it(`refuses "${words.join(' ')}" in one sentence`, () => {
      assert.throws(() => readSiteCommand(words), { name: 'ConfigError' })
    })
  }
})
