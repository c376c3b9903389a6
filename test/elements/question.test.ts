import { expect } from '@open-wc/testing'
import { Question } from '../../packages/elements/dist/composer/question.js'

/** A question about one fact, and all that was asked, to be answered in any order. */
function createQuestion() {
  const asked: (PromiseWithResolvers<string> & { readonly fact: string; readonly signal: AbortSignal })[] = []
  let draws = 0
  const host = { addController() {}, removeController() {}, updateComplete: Promise.resolve(true), requestUpdate }
  let fact = 'first'
  const question = new Question(
    host,
    () => [fact] as const,
    ([known], signal) => {
      const answer = { ...Promise.withResolvers<string>(), fact: known, signal }
      asked.push(answer)
      return answer.promise
    },
  )
  function requestUpdate(): void {
    draws += 1
  }
  return {
    question,
    asked,
    draws: () => draws,
    draw(next: string) {
      fact = next
      question.hostUpdate()
    },
  }
}

/** Lets promises that are settled be heard. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}

describe('question', () => {
  it('is asked once as long as what it depends on stays the same', () => {
    const { asked, draw } = createQuestion()

    draw('first')
    draw('first')
    draw('second')

    expect(asked.map(({ fact }) => fact)).to.deep.equal(['first', 'second'])
  })

  it('keeps its answer until there is another one, and has its host drawn with each', async () => {
    const { question, asked, draw, draws } = createQuestion()
    draw('first')
    asked[0]?.resolve('one')
    await settled()

    draw('second')
    const meanwhile = question.answer
    asked[1]?.resolve('two')
    await settled()

    expect([meanwhile, question.answer, draws()]).to.deep.equal(['one', 'two', 2])
  })

  it('tells who answers that another question took its place, and does not hear the late answer', async () => {
    const { question, asked, draw } = createQuestion()
    draw('first')
    draw('second')
    asked[1]?.resolve('two')
    await settled()

    asked[0]?.resolve('one')
    await settled()

    expect(asked[0]?.signal.aborted).to.equal(true)
    expect(question.answer).to.equal('two')
  })

  it('has no answer after a failure', async () => {
    const { question, asked, draw } = createQuestion()
    draw('first')
    asked[0]?.resolve('one')
    await settled()

    draw('second')
    asked[1]?.reject(new Error('no network'))
    await settled()

    expect(question.answer).to.equal(undefined)
  })
})
