import type { ClientHost } from '../reactive/client-controller.js'

/** The element around a composer. */
export interface ComposerHost extends ClientHost {
  remixOf: string
  commentOn: string
  quoteOf: string
  topic: string
  modes: string
  size: string
  count: number
  prompt: string
  label: string
  place: 'page' | 'thread' | 'dialog'
  entryId: string
}
