import { expect } from '@open-wc/testing'
import { findWord } from '../../packages/elements/dist/composer/find-word.js'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Field = HTMLTextAreaElement

async function typing(text: string, page?: Page): Promise<Page & { composer: HTMLElement; field: Field }> {
  const made = page ?? (await setUp())
  for (const handle of ['berta', 'bernd']) made.stub.addUser(handle)
  const composer = made.mount('ai-composer', { draft: { text: 'Hello' } })
  const field = (await one(composer, '[part=caption]')) as Field
  field.focus()
  type(field, text)
  return { ...made, composer, field }
}

function type(field: Field, text: string): void {
  field.value = text
  field.setSelectionRange(text.length, text.length)
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
}

const press = (field: Field, key: string): boolean =>
  field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))

describe('findWord', () => {
  const cases: [string, string, object | undefined][] = [
    ['a mention', 'Hi @an|', { kind: 'mention', start: 3, end: 6, query: 'an' }],
    ['a mark alone', '@|', { kind: 'mention', start: 0, end: 1, query: '' }],
    ['a tag in any script', '#بحر|', { kind: 'tag', start: 0, end: 4, query: 'بحر' }],
    ['a word with the caret in it', '#fo|xes!', { kind: 'tag', start: 0, end: 6, query: 'fo' }],
    ['no address of mail', 'anna@ex|', undefined],
    ['no fragment of a link', 'https://a.test/#to|', undefined],
    ['nothing behind a space', '@anna |', undefined],
  ]
  for (const [name, marked, expected] of cases) {
    it(`finds ${name}`, () => {
      expect(findWord(marked.replace('|', ''), marked.indexOf('|'))).to.deep.equal(expected)
    })
  }
})

describe('<ai-composer> completion', () => {
  afterEach(tearDown)

  it('lists people whose handle begins so, and tells how many there are', async () => {
    const { composer, field } = await typing('Hi @be')

    await until(() => all(composer, '[role=option]').length === 3)

    expect(field.getAttribute('aria-activedescendant')).to.equal('suggestion-0')
    expect(saidBy(composer)).to.contain('3 suggestions')
    // ARIA asks for both where a text completes from a list.
    expect(field.getAttribute('aria-controls')).to.equal(all(composer, '[role=listbox]')[0]!.id)
    expect(field.getAttribute('aria-haspopup')).to.equal('listbox')
    await expectAccessible(composer)
  })

  it('walks by arrows, takes by Enter, and leaves the caret behind the handle', async () => {
    const { composer, field } = await typing('Hi @be')
    await until(() => all(composer, '[role=option]').length === 3)

    press(field, 'ArrowDown')
    press(field, 'Enter')
    await until(() => all(composer, '[role=option]').length === 0)

    expect(field.value).to.equal('Hi @berta ')
    expect(field.selectionStart).to.equal(10)
    expect((composer as HTMLElementTagNameMap['ai-composer']).draft.text).to.equal('Hi @berta')
  })

  it('closes by Escape, which reaches no dialog around it, and by leaving the field', async () => {
    const { composer, field } = await typing('@be')
    const heard: string[] = []
    document.body.addEventListener('keydown', ({ key }) => heard.push(key), { once: true })
    await until(() => all(composer, '[role=option]').length > 0)

    press(field, 'Escape')

    await until(() => all(composer, '[role=option]').length === 0)
    expect(heard).to.deep.equal([])
    expect(field.hasAttribute('aria-controls')).to.equal(false)
  })

  it('closes when the caret leaves the word by keys or by a click, so that Enter begins a line there', async () => {
    const { composer, field } = await typing('Hi @be')

    for (const leave of [new KeyboardEvent('keyup', { key: 'Home' }), new MouseEvent('click')]) {
      type(field, 'Hi @be')
      await until(() => all(composer, '[role=option]').length === 3)
      field.setSelectionRange(0, 0)
      field.dispatchEvent(leave)

      await until(() => all(composer, '[role=option]').length === 0)
      expect(press(field, 'Enter')).to.equal(true)
    }
  })

  it('lists what fits the caret when that stays in the word, and leaves selecting to the text', async () => {
    const { composer, field } = await typing('@bert')
    await until(() => all(composer, '[role=option]').length === 1)

    field.setSelectionRange(2, 2)
    field.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowLeft' }))
    await until(() => all(composer, '[role=option]').length === 3)
    const selects = new KeyboardEvent('keydown', { key: 'ArrowUp', shiftKey: true, bubbles: true, cancelable: true })

    expect(field.dispatchEvent(selects)).to.equal(true)
    expect(field.getAttribute('aria-activedescendant')).to.equal('suggestion-0')
  })

  it('takes what is clicked, and the focus stays in the text', async () => {
    const { composer, field } = await typing('@be')
    await until(() => all(composer, '[role=option]').length === 3)

    all(composer, '[role=option]')[2]?.dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, cancelable: true }),
    )

    await until(() => field.value === '@bernd ')
    expect(composer.shadowRoot?.activeElement).to.equal(field)
  })

  it('proposes tags of the newest posts, and lets Enter begin a line until one was chosen', async () => {
    const page = await setUp()
    page.stub.addPost({ text: [{ type: 'tag', text: '#Foxes', tag: 'Foxes' }] })
    const { composer, field } = await typing('look #fo', page)
    await until(() => all(composer, '[role=option]').length === 1)

    const goesThrough = press(field, 'Enter')
    press(field, 'ArrowDown')
    press(field, 'Tab')

    await until(() => field.value === 'look #Foxes ')
    expect(goesThrough).to.equal(true)
  })

  it('lists nobody when the server has no answer, and calls it no error', async () => {
    const page = await setUp()
    page.stub.fail('GET /v1/users', { code: 'rate_limited', retryAfter: 1 }, 9)
    const { composer, stub } = await typing('@be', page)

    await until(() => stub.seen('GET /v1/users').length === 1)
    await (composer as HTMLElementTagNameMap['ai-composer']).updateComplete

    expect(all(composer, '[role=option], .danger')).to.have.length(0)
  })
})
