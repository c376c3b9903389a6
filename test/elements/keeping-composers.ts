import { createFeedClient } from '@ai-feed/core'
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
