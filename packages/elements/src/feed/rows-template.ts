import type { FeedItem } from '@ai-feed/core'
import type { TemplateResult } from 'lit'
import type { PostContext } from '../post/post-context.js'
import type { GridLayout } from './grid-layout.js'
import { firstParts, listTemplate } from './list-layout.js'
import type { WindowController } from './window-controller.js'

/** Draws the posts that are near the viewport, in the layout that is there. */
export function rowsTemplate(
  items: readonly FeedItem[],
  context: PostContext,
  window: WindowController | undefined,
  grid: GridLayout | undefined,
): TemplateResult {
  if (!grid) return listTemplate(items, window?.parts(items.map(({ key }) => key)) ?? firstParts(items.length), context)
  const { keys, shape } = grid.arrange(items)
  const parts = window?.parts(keys, shape) ?? firstParts(keys.length, shape.most, shape.guessPx)
  return grid.template(items, parts, context)
}
