import { expect } from '@open-wc/testing'
import { loadAllStrings } from '../../packages/elements/dist/load-strings.js'

describe('the words of the elements', () => {
  for (const language of ['en', 'de-CH', 'ar', 'tlh'])
    it(`are the same object each time, as other words draw everything again: ${language}`, async () => {
      const words = await loadAllStrings(language)

      const again = await loadAllStrings(language)

      expect(again).to.equal(words)
    })
})
