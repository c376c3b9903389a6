import { createFeedClient } from '@ai-feed/core'
import { readDrafts } from '../support/kept-drafts.ts'
import { one, setUp } from './setup.ts'
import type { Page } from './setup.ts'

export type Composer = HTMLElementTagNameMap['ai-composer']

/** A page whose composers keep drafts as those of visitors do, in the browser's storage. */
export async function setUpKeeping(options?: Parameters<typeof setUp>[0]): Promise<Page> {
  const page = await setUp(options)
  const { openDraft } = createFeedClient({ server: page.stub.server })
  return { ...page, client: { ...page.client, openDraft } }
}

/** Puts a composer on it, and waits for its form. */
export async function mountComposer({ client, mount }: Page, properties: Partial<Composer> = {}): Promise<Composer> {
  const composer = mount('ai-composer', { ...properties, client })
  await one(composer, 'form')
  return composer
}

/** What leaving a page does: it goes without a word to anybody. */
export function leave(composers: readonly Composer[]): void {
  dispatchEvent(new PageTransitionEvent('pagehide'))
  for (const composer of composers) composer.style.display = 'none'
}

/** What a reload does: the page goes, and another one comes. */
export async function reload(
  page: Page,
  before: readonly Composer[],
  ...after: Partial<Composer>[]
): Promise<Composer[]> {
  leave(before)
  const mounted = []
  for (const properties of after.length > 0 ? after : before.map(() => ({})))
    mounted.push(await mountComposer(page, properties))
  return mounted
}

/** Waits until the browser keeps drafts with these words. */
export async function kept(...words: string[]): Promise<void> {
  for (const word of words)
    while (!(await readDrafts()).some((draft) => draft.includes(word)))
      await new Promise((resolve) => setTimeout(resolve, 20))
}

/** A picture file. */
export const picture = async (width = 8, height = 8): Promise<File> => {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.fillRect(0, 0, width / 2, height)
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'fox.png', { type: 'image/png' })
}
