import { expect } from '@open-wc/testing'
import { shareNextRun } from '../../packages/core/dist/platform/share-next-run.js'

describe('shareNextRun', () => {
  it('gives all who ask while work runs one more run, that begins after they asked', async () => {
    const gates: PromiseWithResolvers<void>[] = []
    const run = shareNextRun(() => {
      gates.push(Promise.withResolvers())
      return gates.at(-1)!.promise
    })
    const first = run()
    await Promise.resolve()
    const others = [run(), run(), run()]
    await Promise.resolve()
    const before = gates.length

    gates[0]?.resolve()
    await first
    await Promise.resolve()
    gates[1]?.resolve()
    await Promise.all(others)

    expect(before).to.equal(1)
    expect(gates).to.have.length(2)
  })
})
