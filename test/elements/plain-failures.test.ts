import { expect } from '@open-wc/testing'
import { keepFailuresPlain } from '../support/plain-failures.ts'

const button = document.createElement('button')
button.textContent = 'Post'

describe('a failed assertion', () => {
  for (const [what, compare, said] of [
    ['elements', () => expect(document.createElement('i')).to.equal(button), '<button> Post'],
    ['functions', () => expect(() => {}).to.equal(button.click), String(button.click)],
    ['a circle', () => expect({ self: globalThis }).to.equal(window), '[object Window]'],
    ['text', () => expect('a').to.equal('b'), 'b'],
  ] as const)
    it(`can be sent to the runner when it compared ${what}`, () => {
      class Runner {
        readonly failures: unknown[] = []
        fail(_test: unknown, error: unknown): void {
          this.failures.push(error)
        }
      }
      keepFailuresPlain(Runner)
      const runner = new Runner()

      try {
        compare()
      } catch (error) {
        runner.fail({}, error)
      }

      const { actual, expected } = runner.failures[0] as { actual: unknown; expected: unknown }
      expect(structuredClone([actual, expected])[1]).to.equal(said)
    })

  it('meets this in the runner of this page', () => {
    const { Mocha } = globalThis as unknown as { Mocha: { Runner: { prototype: { fail: () => void } } } }

    expect(Mocha.Runner.prototype.fail.name).to.equal('failPlainly')
  })
})
