import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Segment } from '@ai-feed/protocol'
import { createWordMute } from '../../packages/server/dist/word-mute.js'
import { foldMutedWord } from '../../packages/server/dist/muted-word.js'
import { parseText } from '../../packages/server/dist/posts/parse-text.js'

const isMuted = (word: string, text: string, alt = '', quoted: readonly Segment[] = []): boolean =>
  createWordMute([foldMutedWord(word)])({
    text: parseText(text),
    media: alt === '' ? [] : [{ alt }],
    ...(quoted.length > 0 && { quote: { id: 'x', state: 'visible', text: [...quoted] } }),
  })

describe('a muted word in a post', () => {
  const found = [
    ['cat', 'A cat sleeps'],
    ['cat', 'CAT!'],
    ['cat', '#Cat and more'],
    ['#cat', 'one cat'],
    ['#Cat', 'see #CAT'],
    ['cat', '(cat)'],
    ['big cats', 'Big\n  Cats'],
    ['strasse', 'Auf der Straße'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['ﬁre', 'FIRE'],
    ['caf\u0065\u0301', 'café'],
    ['猫', '猫が好き'],
    ['ネコ', '黒ネコです'],
    ['แมว', 'ฉันชอบแมวมาก'],
    ['🕷️', 'a 🕷️here'],
    ['cat', 'c\u200bat'],
    ['c++', 'I write C++.'],
    ['a.b', 'so a.b it is'],
    ['anna', 'ask @anna'],
  ] as const
  for (const [word, text] of found) {
    it(`${JSON.stringify(word)} is found in ${JSON.stringify(text)}`, () => {
      assert.ok(isMuted(word, text))
    })
  }

  const missed = [
    ['cat', 'category'],
    ['cat', 'wildcat'],
    ['cat', '#catlovers'],
    ['cat', 'https://cat.example/cat'],
    ['a.b', 'so aXb it is'],
    ['cat', ''],
    ['e', 'cafe\u0301'],
  ] as const
  for (const [word, text] of missed) {
    it(`${JSON.stringify(word)} is not found in ${JSON.stringify(text)}`, () => {
      assert.ok(!isMuted(word, text))
    })
  }

  it('is found in what a picture shows, and in a quoted post', () => {
    assert.ok(isMuted('cat', '', 'A cat in oil'))
    assert.ok(isMuted('cat', 'Look', '', parseText('my Cat')))
  })

  it('is one of many, and none mutes nothing', () => {
    const mute = createWordMute(['cat', 'dog'])

    assert.ok(mute({ text: parseText('a dog'), media: [] }))
    assert.ok(!mute({ text: parseText('a cow'), media: [] }))
    assert.ok(!createWordMute([])({ text: parseText('a cow'), media: [] }))
  })
})
