import { expect } from '@open-wc/testing'
import { generationErrorCodes, problemCodes } from '@ai-feed/protocol'
import { errorSentence } from '../../packages/elements/dist/error-sentence.js'
import { arabic } from '../../packages/elements/dist/strings-ar.js'
import { german } from '../../packages/elements/dist/strings-de.js'
import { english } from '../../packages/elements/dist/strings.js'
import { laterEnglish } from '../../packages/elements/dist/strings-en.js'

/** Codes that say that a program is wrong, or that only the server's own pages meet. */
const neverSeen = new Set([
  'bad_request',
  'bad_json',
  'unknown_field',
  'site_mismatch',
  'idempotency_key_required',
  'idempotency_mismatch',
  'idempotency_in_progress',
  'use_dpop_nonce',
  'length_required',
  'precondition_required',
  'method_not_allowed',
  'unknown_route',
  'too_many_streams',
  'fresh_sign_in_required',
  'sign_up_closed',
  'handle_taken',
])

describe('errorSentence', () => {
  for (const [language, strings] of Object.entries({ english: { ...english, ...laterEnglish }, german, arabic })) {
    it(`says in ${language} what each code means that somebody can meet`, () => {
      const codes = [...Object.keys(problemCodes), ...Object.keys(generationErrorCodes)]

      const wordless = codes.filter((code) => errorSentence(code, strings) === strings.errorFallback)

      expect(wordless.filter((code) => !neverSeen.has(code))).to.deep.equal([])
    })

    it(`says something in ${language} for a code of a later server, and for names of Object.prototype`, () => {
      for (const code of ['not_yet_known', 'toString', undefined])
        expect(errorSentence(code, strings)).to.equal(strings.errorFallback)
    })
  }
})
