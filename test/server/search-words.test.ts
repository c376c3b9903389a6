import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wordsOf, writeSearch, writeVector } from '../../packages/server/dist/search-words.js'

describe('words of a search', () => {
  it('lose capitals, accents and punctuation', () => {
    assert.deepEqual(wordsOf('Grüße, CAFÉ – łódź! don’t'), ['grusse', 'cafe', 'lodz', 'don', 't'])
    assert.deepEqual(wordsOf('ﬁne Ｗｉｄｅ ½'), ['fine', 'wide', '1', '2'])
  })

  it('are single characters where a script writes no spaces', () => {
    assert.deepEqual(wordsOf('東京タワーへ iPhone充電'), [...'東京タワーへ', 'iphone', '充', '電'])
    assert.deepEqual(wordsOf('한국어 검색'), ['한국어', '검색'])
    assert.deepEqual(wordsOf('हिन्दी'), ['हिन्दी'])
    assert.deepEqual(wordsOf('cat🐈!'), ['cat', '🐈'])
  })

  it('become a query of all words, the last of which may go on', () => {
    const cases: [string, string | undefined][] = [
      ['red fox', `'red' & 'fox':*`],
      ['"Red Fox" jumps', `'red' <-> 'fox' & 'jumps':*`],
      ['jumps "red fox', `'jumps' & 'red' <-> 'fox'`],
      ['東京', `'東' <-> '京'`],
      ['well-known x', `'well' <-> 'known' & 'x'`],
      ['#Cat @Anna_B', `'#cat' & '@anna_b':*`],
      ['!!! --', undefined],
      ['"', undefined],
    ]
    for (const [text, query] of cases) assert.equal(writeSearch(text), query, text)
  })

  it('stand apart by kind', () => {
    const groups = [
      { weight: 'A', words: ['a', 'b'] },
      { weight: 'B', words: ['c'] },
    ] as const
    assert.equal(writeVector(groups), `'a':1A 'b':2A 'c':13B`)
  })

  it('hold nothing that could end their quotation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const quoted = (writeSearch(text) ?? '').split(/ (?:&|<->) /).filter((term) => term !== '')
        for (const term of quoted) assert.match(term, /^'[^'\\\s]+'(?::\*)?$/)
      }),
    )
  })
})
