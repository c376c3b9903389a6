import { createHash } from 'node:crypto'
import type { html } from 'hono/html'

/** A piece of escaped HTML. */
export type Markup = ReturnType<typeof html>

/** Writes a page out. hono gives a promise only for markup with a promise inside. */
export function writePage(page: Markup): string {
  if (page instanceof Promise) throw new TypeError('a page is drawn from finished parts')
  return String(page)
}

/** Names a style or script that stands in a page, as a Content Security Policy does. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
