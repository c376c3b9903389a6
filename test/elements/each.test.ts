import { expect } from '@open-wc/testing'
import { html, render } from 'lit'
import { each } from '../../packages/elements/dist/reactive/each.js'

const draw = (root: HTMLElement, keys: readonly string[]): unknown =>
  render(
    html`<p>before</p>
      ${each(
        keys,
        (key) => key,
        (key, index) => html`<i id=${key}>${key} ${index}</i>`,
      )}
      <p>after</p>`,
    root,
  )

const drawn = (root: HTMLElement): string[] => [...root.querySelectorAll('i')].map(({ id }) => id)

describe('each', () => {
  for (const [what, before, after] of [
    ['come on top', 'c d', 'a b c d'],
    ['come at the end', 'a b', 'a b c'],
    ['come in between', 'a d', 'a b c d'],
    ['go from the top', 'a b c', 'c'],
    ['go at both ends', 'a b c d', 'b c'],
    ['change places', 'a b c d', 'c a d b'],
    ['are all others', 'a b', 'c d e'],
    ['are gone', 'a b', ''],
    ['are there for the first time', '', 'a b'],
  ] as const)
    it(`draws them in order, the known ones as they were, when items ${what}`, () => {
      const root = document.createElement('div')
      const [first, second] = [before, after].map((keys) => keys.split(' ').filter(Boolean)) as [string[], string[]]
      draw(root, first)
      const nodes = new Map([...root.querySelectorAll('i')].map((node) => [node.id, node]))

      draw(root, second)

      expect(drawn(root)).to.deep.equal(second)
      for (const [index, node] of root.querySelectorAll('i').entries()) {
        expect(nodes.get(node.id) ?? node).to.equal(node)
        expect(node.textContent).to.equal(`${node.id} ${index}`)
      }
      expect(root.lastElementChild?.textContent).to.equal('after')
    })

  it('draws an item anew only where one of its facts has changed', () => {
    const root = document.createElement('div')
    const seen: string[] = []
    const show = (items: readonly { key: string; word: string }[]): unknown =>
      render(
        html`${each(
          items,
          ({ key }) => key,
          ({ key, word }) => {
            seen.push(key)
            return html`<i id=${key}>${word}</i>`
          },
          ({ word }) => [word],
        )}`,
        root,
      )
    show([
      { key: 'a', word: 'one' },
      { key: 'b', word: 'two' },
    ])

    show([
      { key: 'b', word: 'three' },
      { key: 'a', word: 'one' },
      { key: 'c', word: 'four' },
    ])

    expect(seen).to.deep.equal(['a', 'b', 'b', 'c'])
    expect(root.textContent).to.equal('threeonefour')
  })

  it('leaves no node behind for what is gone', () => {
    const root = document.createElement('div')
    draw(root, ['a', 'b'])
    const { length } = [...root.childNodes]

    for (let round = 0; round < 5; round++) {
      draw(root, ['b'])
      draw(root, ['a', 'b'])
    }

    expect([...root.childNodes]).to.have.length(length)
  })

  it('moves nothing when a neighbour goes, so that an open dialog stays open', () => {
    const root = document.createElement('div')
    draw(root, ['a', 'b'])
    const [first] = root.querySelectorAll('i')
    const observer = new MutationObserver(() => undefined)
    observer.observe(root, { childList: true })

    draw(root, ['a'])

    const removed = observer.takeRecords().flatMap(({ removedNodes }) => [...removedNodes])
    expect(removed).not.to.include(first)
  })

  it('moves nothing that keeps its neighbours, so that the focus stays', () => {
    const root = document.body.appendChild(document.createElement('div'))
    draw(root, ['b', 'c'])
    const focused = root.querySelector<HTMLElement>('#b')!
    focused.tabIndex = 0
    focused.focus()
    const moves: Node[] = []
    const observer = new MutationObserver((records) =>
      moves.push(...records.flatMap(({ removedNodes }) => [...removedNodes])),
    )
    observer.observe(root, { childList: true })

    draw(root, ['a', 'b', 'c', 'd'])

    moves.push(...observer.takeRecords().flatMap(({ removedNodes }) => [...removedNodes]))
    expect(document.activeElement).to.equal(focused)
    expect(moves).to.deep.equal([])
    root.remove()
  })
})
