import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Segment } from '@ai-feed/protocol'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** Strings that have broken other people's software. More come from CORPORA_DIR when it is set. */
const ownStrings = [
  'null',
  'undefined',
  '\\',
  '\\u0000',
  '0x0',
  '1e400',
  '${jndi:ldap://x}',
  '{{7*7}}',
  '%00',
  '%n%s',
  '$1 $$ $&',
  '<script>alert(1)</script>',
  '" onmouseover="alert(1)',
  "'; drop table posts; --",
  '<!-- ]]> ?> */',
  'javascript:alert(1)',
  '  leading and trailing  ',
  'tab\tnew\nline\r\nreturn\r',
  '\u0001\u0007\u001b[31m\u007f\u0085',
  'a\u2028b\u2029',
  '\ufeffmark',
  '\u200b\u200d\u2060x',
  '\u202eright to left\u202c',
  'e\u0301 é ﬁ Å',
  'ﷺ',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪',
  '\u{10ffff}\ufffe\ufdd0',
  'اختبار النص',
  'בְּרֵאשִׁית',
  '田中さんにあげて下さい',
  'ⅷ ½ ١٢٣',
  '&lt;&amp;&#39;',
  'https://example.org/?a=1&b=<c>#"d"',
  '@@@###',
]

describe('text of a post', () => {
  let server: TestServer
  let anna: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_exact', origin: testOrigins[0] })
  })
  after(() => server.close())

  it('comes back exactly as it was sent, and so does the topic', async () => {
    for (const text of [...ownStrings, ...(await corpusStrings())]) {
      const { id, topic } = await writePost(anna, { text, topic: text.slice(0, 20).toWellFormed() })
      const read = await readPost(server, id)

      assert.equal(textOf(read.text), text)
      assert.equal(topic, text.slice(0, 20).toWellFormed())
      assert.ok(read.text.every((segment) => segment.type !== 'link' || /^https?:\/\//.test(segment.url)))
    }
  })

  it('is taken up to 2,000 characters as readers count them', async () => {
    for (const text of ['é'.repeat(2_000), 'e\u0301'.repeat(2_000), '🇩🇪'.repeat(2_000)]) {
      const { id } = await writePost(anna, { text })
      assert.equal(textOf((await readPost(server, id)).text), text)
    }
  })
})

function textOf(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('')
}

async function corpusStrings(): Promise<string[]> {
  const folder = process.env['CORPORA_DIR']
  if (folder === undefined) return []
  const strings = JSON.parse(await readFile(join(folder, 'text/blns.json'), 'utf8')) as string[]
  return strings.filter((text) => text.trim() !== '' && !text.includes('\0') && text.isWellFormed())
}
