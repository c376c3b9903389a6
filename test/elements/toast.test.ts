import { expect } from '@open-wc/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
import { all, one, setUp, tearDown, until } from './setup.ts'

/** Shows a toast with a button over a thread, whose author is followed. */
async function withToast(comments: number): Promise<{ feed: HTMLElement; dialog: HTMLElement; toast: HTMLElement }> {
  const { mount, stub } = await setUp({ posts: 1 })
  for (let number = 1; number <= comments; number++)
    stub.addPost({
      commentOn: { id: 'post-1', state: 'visible' },
      author: stub.users.get('ben')!,
      text: [{ type: 'text', text: `So ${number}` }],
    })
  const feed = mount('ai-feed')
  ;(await one(feed, '[data-action=comment]')).click()
  const dialog = await one(feed, 'dialog.thread[open]')
  const menu = await until(() => dialog.querySelector<HTMLElement>('.head [data-action=menu]'))
  menu.focus()
  menu.click()
  ;(await one(feed, 'dialog [data-action=follow]')).click()
  return { feed, dialog, toast: await one(feed, 'dialog .toast') }
}

describe('a toast', () => {
  before(() => setViewport({ width: 320, height: 640 }).catch(() => undefined))
  after(() => setViewport({ width: 800, height: 600 }).catch(() => undefined))
  afterEach(tearDown)

  it('covers nothing of a dialog', async () => {
    const { dialog, toast } = await withToast(12)
    const { bottom } = dialog.querySelector('.content')!.getBoundingClientRect()

    const { top, bottom: end } = toast.getBoundingClientRect()

    expect(top).to.be.at.least(bottom - 0.01)
    expect(end).to.be.at.most(dialog.getBoundingClientRect().bottom)
  })

  /** Holds the timers of toasts, to be run when the test says: each runs what waits then. */
  function holdTimers(): () => void {
    let held: (() => void) | undefined
    globalThis.setTimeout = ((run: () => void, delayMs = 0) => {
      if (delayMs !== 12_000) return setTimeoutOfBrowser(run, delayMs)
      held = run
      return 0
    }) as typeof setTimeout
    return () => held?.()
  }
  const setTimeoutOfBrowser = globalThis.setTimeout
  afterEach(() => {
    globalThis.setTimeout = setTimeoutOfBrowser
  })

  it('goes by itself', async () => {
    const passTime = holdTimers()
    const { feed } = await withToast(1)

    await until(() => {
      // Nobody is there.
      ;(feed.shadowRoot?.activeElement as HTMLElement | null)?.blur()
      passTime()
      return all(feed, '.toast').length === 0
    })
  })

  it('stays for those who come to its button by key, until they have left it', async () => {
    const passTime = holdTimers()
    const { feed, toast } = await withToast(1)
    const button = await one(feed, '[data-toast]')

    await sendKeys({ press: 'Tab' })
    passTime()
    for (let step = 0; step < 40 && feed.shadowRoot?.activeElement !== button; step++) await sendKeys({ press: 'Tab' })
    passTime()
    await Promise.resolve()
    const isThere = toast.isConnected
    button.blur()
    passTime()

    expect(isThere).to.equal(true)
    await until(() => all(feed, '.toast').length === 0)
  })
})
