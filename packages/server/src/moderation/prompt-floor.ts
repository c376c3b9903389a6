import type { ModeratePrompt, Verdict } from '../ports.js'
import { floorTerms } from './floor-terms.js'
import type { TermKind } from './floor-terms.js'
import { foldPrompt } from './fold-prompt.js'

/** The least that every server refuses: sexual pictures of minors, sexual violence, undressing people. It reads words, not
 *  meanings, and errs towards refusing; an operator's own check comes on top of it. */
export const promptFloor: ModeratePrompt = async (prompt) => judgePrompt(prompt)

/** Judges a prompt by the floor's words. The same prompt always gets the same verdict. */
export function judgePrompt(prompt: string): Verdict {
  const words = foldPrompt(prompt)
  const has = (kind: TermKind): boolean => floorTerms[kind].some((term) => words.some((word) => matches(term, word)))
  const isSexual = has('explicit')

  const isOfMinors =
    has('childAbuse') ||
    ((has('minors') || (has('kind') && has('german')) || namesAgeBelow18(words)) && (isSexual || has('bare'))) ||
    (has('young') && isSexual)
  if (isOfMinors) return { isAllowed: false, category: 'sexual_minors' }
  if (has('sexualViolence') || (has('rape') && !has('crop'))) return { isAllowed: false, category: 'sexual_violence' }
  if (has('undressing') || (has('fake') && (isSexual || has('bare')))) {
    return { isAllowed: false, category: 'intimate_deception' }
  }
  return { isAllowed: true }
}

function matches(term: string, word: string): boolean {
  return term.endsWith('*') ? word.startsWith(term.slice(0, -1)) : word === term
}

/** As in "12 year old", "12yo", "12-jährig" or "12 Jahre alt". */
function namesAgeBelow18(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const [, age, unit] = /^(\d{1,2})([a-z]*)$/.exec(word) ?? []
    if (age === undefined || Number(age) >= 18) return false
    const [next = '', afterNext = ''] = words.slice(at + 1)
    if (unit !== '') return /^(?:yo|yearold|jahrig.*)$/.test(unit ?? '')
    if (/^(?:yo|jahrig.*)$/.test(next)) return true
    return (
      (/^(?:years?|yrs?|y)$/.test(next) && /^(?:olds?|o)$/.test(afterNext)) ||
      (/^jahren?$/.test(next) && afterNext.startsWith('alt'))
    )
  })
}
