import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseText } from '../../packages/server/dist/posts/parse-text.js'

const marksOf = (text: string): string[] =>
  parseText(text).flatMap((segment) => {
    if (segment.type === 'mention') return [`@${segment.handle}`]
    if (segment.type === 'tag') return [`#${segment.tag}`]
    return segment.type === 'link' ? [segment.url] : []
  })

describe('parseText()', () => {
  for (const [text, marks] of [
    ['', []],
    ['plain', []],
    ['hi @anna_b!', ['@anna_b']],
    ['@Anna and @BEN', ['@anna', '@ben']],
    ['(@anna), "@ben".', ['@anna', '@ben']],
    ['mail anna@example.org', []],
    ['@ab is too short, @' + 'a'.repeat(31) + ' too long', []],
    ['@anna@mastodon.example @anna.bsky.example', []],
    ['@\u017fam @\u212aarl', []],
    ['#cat #Katzenfoto #猫 #कुत्ता', ['#cat', '#katzenfoto', '#猫', '#कुत्ता']],
    ['＃東京', ['#東京']],
    ['#123 #1a a#b &#39; # #', ['#1a']],
    ['#' + 'a'.repeat(101), []],
    ['https://example.org', ['https://example.org/']],
    ['(see https://example.org/a_(b)).', ['https://example.org/a_(b)']],
    ['HTTPS://EXAMPLE.org/A?b=c#d, ok', ['https://example.org/A?b=c#d']],
    ['https://bücher.example/ü', ['https://xn--bcher-kva.example/%C3%BC']],
    ['javascript:alert(1) data:text/html,x ftp://a.example', []],
    ['https://bank.example@evil.example/', []],
    ['https://', []],
    ['xhttps://example.org', []],
    ['https://a.example/\u202egnp.exe', ['https://a.example/']],
    [
      '「https://a.example/パス」です。（https://b.example/）、次',
      ['https://a.example/%E3%83%91%E3%82%B9', 'https://b.example/'],
    ],
    ['“https://a.example/x”—«https://b.example/y»', ['https://a.example/x', 'https://b.example/y']],
    ['https://a.example/it’s', ['https://a.example/it%E2%80%99s']],
    ['https://a.example/#tag @anna', ['https://a.example/#tag', '@anna']],
  ] as const) {
    it(`finds ${JSON.stringify(marks)} in ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.deepEqual(marksOf(text), marks)
    })
  }

  it('keeps every character of any text, in order', () => {
    const pieces = fc.constantFrom(
      '@anna',
      '#tag',
      'https://a.b/',
      ' ',
      '\n',
      '.',
      ')',
      '(',
      '\u200d',
      '\u202e',
      '🏳️‍🌈',
      'e\u0301',
      '<',
      '&',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const segments = parseText(text)
        assert.equal(segments.map((segment) => segment.text).join(''), text)
        assert.ok(segments.every((segment) => segment.text !== ''))
      }),
    )
  })
})
