import type { EventData } from '@ai-feed/protocol'

/** Carries news of generations that run in this process to those who look at them here. What happens in other processes
 *  is found in the rows. */
export interface GenerationWatch {
  changed(id: string): void
  preview(generation: { siteId: string; userId: string }, preview: EventData<'generation.preview'>): void
  /** Calls `listener` whenever the generation changed, until the returned function is called. */
  onChange(id: string, listener: () => void): () => void
}

/** Sends a preview to the open event streams of one user. */
export type SendPreview = (siteId: string, userId: string, preview: EventData<'generation.preview'>) => void

/** Makes the watch; each preview is also handed to `sendPreview`. */
export function createGenerationWatch(sendPreview: SendPreview): GenerationWatch {
  const listeners = new Map<string, Set<() => void>>()
  const changed = (id: string): void => {
    for (const listener of listeners.get(id) ?? []) listener()
  }

  return {
    changed,
    preview({ siteId, userId }, preview) {
      sendPreview(siteId, userId, preview)
      changed(preview.id)
    },
    onChange(id, listener) {
      const known = listeners.get(id) ?? new Set()
      listeners.set(id, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0) listeners.delete(id)
      }
    },
  }
}
