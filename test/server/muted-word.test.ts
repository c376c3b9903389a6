import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldMutedWord } from '../../packages/server/dist/muted-word.js'

describe('a muted word', () => {
  const spellings = {
    cat: ['cat', 'CAT', ' Cat ', '#cat', '##Cat', '＃ｃａｔ', 'c\u200bat', 'ca\u00adt', '# cat'],
    'big cats': ['Big  cats', 'big\ncats', 'BIG\u00a0CATS'],
    strasse: ['Straße', 'STRASSE', 'STRAẞE'],
    fire: ['ﬁre', 'FIRE'],
    café: ['cafe\u0301', 'CAFÉ'],
    σίσυφοσ: ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ネコ: ['ﾈｺ', '#ネコ'],
    'c++': ['C++'],
    '': ['', ' ', '#', '\u200b'],
  }
  for (const [stored, typed] of Object.entries(spellings))
    for (const text of typed) {
      it(`is stored as ${JSON.stringify(stored)} when ${JSON.stringify(text)} was typed`, () => {
        assert.equal(foldMutedWord(text), stored)
        assert.equal(foldMutedWord(stored), stored)
      })
    }
})
