import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sources } from './sources.ts'

describe('templates', () => {
  it('give every button a type: one without submits the form that it comes to stand in', () => {
    const tags = sources
      .filter(({ pkg }) => pkg === 'elements')
      .flatMap(({ path, code }) => buttonsIn(code).map((tag) => ({ path, tag })))
    const found = tags.filter(({ tag }) => !/\stype=/.test(tag))

    assert.deepEqual(found, [])
  })

  it('are seen by this test when they do not', () => {
    assert.deepEqual(
      buttonsIn(
        'html`<button ?x=${a > b ? { c } : d} type="button">`, html`<button class="x">`, html`<button\n@click=${f}>`',
      ),
      ['<button ?x=${a > b ? { c } : d} type="button">', '<button class="x">', '<button\n@click=${f}>'],
    )
  })
})

/** The opening tags of buttons; what stands in braces may hold anything. */
function buttonsIn(text: string): string[] {
  return [...text.matchAll(/<button(?=[\s>])/g)].map(({ index }) => {
    let depth = 0
    for (let at = index; at < text.length; at++) {
      if (text[at] === '{') depth += 1
      else if (text[at] === '}') depth -= 1
      else if (text[at] === '>' && depth === 0) return text.slice(index, at + 1)
    }
    return text.slice(index)
  })
}
