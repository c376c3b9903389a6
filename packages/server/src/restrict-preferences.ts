import type { AiPreferences } from '@ai-feed/protocol'

/** Takes from preferences what an ancestor of a remix denies. */
export function restrictPreferences(own: AiPreferences, ancestor: AiPreferences): AiPreferences {
  return {
    training: ancestor.training === 'deny' ? 'deny' : own.training,
    inference: ancestor.inference === 'deny' ? 'deny' : own.inference,
    generation: ancestor.generation === 'deny' ? 'deny' : own.generation,
    embedding: ancestor.embedding === 'deny' ? 'deny' : own.embedding,
  }
}
