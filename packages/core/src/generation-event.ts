import type { Media } from '@ai-feed/protocol'
import type { FeedError } from './feed-error.js'

/** What to paint. */
export interface GenerationRequest {
  /** 1 to 4,000 characters. */
  readonly prompt: string
  /** One of the sizes in `/v1/limits`, such as `1024x1024`. */
  readonly size?: string
  /** How many variants; default 1. */
  readonly count?: 1 | 2 | 3 | 4
  /** Id of the post whose first picture is remixed. */
  readonly remixOf?: string
  /** A picture to start from. Servers of the wire's first version take none: `invalid_field`. */
  readonly reference?: Blob
}

/** A step of a generation. The first one carries the id; `succeeded`, `refused`, `failed` and `canceled` end it. */
export type GenerationEvent =
  | { readonly type: 'queued' | 'running'; readonly id: string }
  | {
      readonly type: 'partial'
      readonly id: string
      readonly variant: number
      readonly index: number
      /** Signed and short-lived; for its author only. */
      readonly url: string
    }
  | { readonly type: 'succeeded'; readonly id: string; readonly media: readonly Media[] }
  | {
      readonly type: 'refused'
      readonly id: string
      readonly stage: 'prompt' | 'provider' | 'output'
      readonly category?: string
      readonly retryable: boolean
    }
  | { readonly type: 'failed'; readonly id: string; readonly error: FeedError }
  | { readonly type: 'canceled'; readonly id: string }
