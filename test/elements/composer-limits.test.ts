import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

/** Keeps all that an element says in its live region. */
function hear(element: Element): string[] {
  const said: string[] = []
  const region = element.shadowRoot!.querySelector('[role=status]')!
  new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true })
  return said
}

/** A composer whose server takes nothing for so many seconds. */
async function limited(
  seconds: number,
  code: 'rate_limited' | 'overloaded' = 'rate_limited',
): Promise<Page & { composer: Composer; said: string[] }> {
  const page = await setUp()
  const composer = page.mount('ai-composer', { prompt: 'a fox' })
  page.stub.fail('POST /v1/generations', { code, retryAfter: seconds }, 1)
  const button = (await one(composer, '[part=generate-button]')) as HTMLButtonElement
  const said = hear(composer)
  button.click()
  await one(composer, '.note.danger')
  return { ...page, composer, said }
}

const generateButton = (composer: Element): HTMLButtonElement =>
  all(composer, '[part=generate-button]')[0] as HTMLButtonElement

describe('<ai-composer> where a server sets limits', () => {
  afterEach(tearDown)

  it('says how long it is left alone, heard once, and takes another try after that', async () => {
    const { composer, stub, said } = await limited(3)
    const note = await one(composer, '.note.danger')
    const before = [note.textContent, generateButton(composer).disabled]

    await until(() => note.textContent?.includes('Try again in 1 second.'))
    await until(() => !generateButton(composer).disabled)

    expect(before[0]).to.match(/Try again in [23] seconds\./)
    expect(before[1]).to.equal(true)
    expect(said.filter((sentence) => sentence.includes('Try again in'))).to.have.length(1)
    expect(note.textContent).not.to.contain('Try again in')
    ;(await one(composer, '.note .ghost:not([disabled])')).click()
    await until(() => stub.generations.has('generation-1'))
  })

  it('goes on saying it while the prompt is changed, and asks nothing of the server by a key', async () => {
    const { composer, stub } = await limited(60, 'overloaded')
    const field = (await one(composer, '[part=prompt]')) as HTMLTextAreaElement
    const before = stub.seen('POST /v1/generations').length
    await expectAccessible(composer)
    let asked = 0
    composer.addEventListener('ai-composer-generate', () => (asked += 1))

    field.value = 'two foxes'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }))
    await composer.updateComplete

    expect((await one(composer, '.note.danger')).textContent).to.contain('Try again in ')
    expect([asked, stub.seen('POST /v1/generations').length]).to.deep.equal([0, before])
    expect(composer.draft.prompt).to.equal('two foxes')
  })

  it('says how long a post is put off that goes out by itself', async () => {
    const { mount, stub } = await setUp()
    stub.fail('POST /v1/posts', { code: 'rate_limited', retryAfter: 50 }, 99)
    const composer = mount('ai-composer', { draft: { text: 'Later' } })
    await one(composer, 'form')
    const said = hear(composer)

    void composer.post()
    await until(() => all(composer, '.note')[0]?.textContent?.match(/Saved\. .*Trying again in \d+ seconds\./s))
    await until(() => all(composer, '.note')[0]?.textContent?.match(/in 4\d seconds/))

    expect(composer.matches(':state(queued)')).to.equal(true)
    expect(said.filter((sentence) => sentence.includes('Trying again in'))).to.have.length(1)
  })

  it('says from when there are pictures again, in one place, whatever language the page names', async () => {
    const { client, mount, stub } = await setUp()
    const me = await client.loadMe()
    stub.fail('POST /v1/generations', { code: 'quota_exceeded' }, 1)
    const composer = mount('ai-composer', { prompt: 'a fox', lang: 'no_such language' })
    const button = (await one(composer, '[part=generate-button]')) as HTMLButtonElement
    await one(composer, '.hint')

    client.loadMe = () => Promise.resolve({ ...me, quota: { ...me.quota, used: me.quota.limit } })
    button.click()
    await until(() => all(composer, '.note.danger')[0]?.textContent?.match(/used up\. There are new ones from .*\d/))

    expect(all(composer, '.hint')).to.have.length(0)
    expect(generateButton(composer).disabled).to.equal(true)
  })
})
