import { countGraphemes } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from '../http/http-problem.js'
import { foldMutedWord } from '../muted-word.js'

/** Reads what somebody typed as words to mute, each once and in its stored form.
 *  @throws HttpProblem `invalid_field` for a blank or too long word, and for too many. */
export function readMutedWords(typed: readonly string[], limits: Limits): string[] {
  const words = typed.map((text, index) => {
    const word = foldMutedWord(text)
    if (word === '') throw refuse(`mutedWords.${index}`, 'is blank')
    if (countGraphemes(word) > limits.mutedWordCharacters)
      throw refuse(`mutedWords.${index}`, `has more than ${limits.mutedWordCharacters} characters`)
    return word
  })
  const once = [...new Set(words)]
  if (once.length > limits.mutedWords) throw refuse('mutedWords', `are more than ${limits.mutedWords}`)
  return once
}

function refuse(path: string, message: string): HttpProblem {
  return new HttpProblem('invalid_field', `${path} ${message}`, { errors: [{ path, message }] })
}
