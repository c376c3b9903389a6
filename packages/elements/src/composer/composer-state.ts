import type { FeedError, GenerationEvent, OutboxEntry } from '@ai-feed/core'

/** A picture on its way: the newest preview of one variant. */
export interface Preview {
  readonly index: number
  readonly url: string
  /** The one that it takes the place of. */
  readonly before?: Omit<Preview, 'before'>
}

/** What a composer is doing. What was written and painted is kept apart from it, so no state can lose it. */
export type ComposerState =
  | { readonly status: 'writing' | 'ready' | 'canceled' | 'posted' }
  | {
      readonly status: 'generating'
      readonly startedAtMs: number
      readonly isQueued: boolean
      readonly previews: readonly (Preview | undefined)[]
    }
  | {
      readonly status: 'refused'
      readonly stage: RefusalStage
      readonly category: string | undefined
      readonly retryable: boolean
    }
  | { readonly status: 'posting'; readonly entry: OutboxEntry | undefined }
  | {
      readonly status: 'failed'
      readonly error: FeedError
      readonly entryId: string | undefined
      /** Whether a post has failed, and not a picture. */
      readonly isPost?: boolean
    }

/** Where a picture was refused: before, at, or after the generator. */
export type RefusalStage = 'prompt' | 'provider' | 'output'

/** What can happen to a composer. */
export type ComposerEvent =
  | GenerationEvent
  | { readonly type: 'start'; readonly atMs: number }
  | { readonly type: 'error'; readonly error: FeedError; readonly entryId?: string; readonly isPost?: boolean }
  | { readonly type: 'store' }
  /** What was painted before is not there any more. */
  | { readonly type: 'give-up' }
  | { readonly type: 'entry'; readonly entry: OutboxEntry }
  | { readonly type: 'posted' }
  | { readonly type: 'write' }

/** The next state. An event that does not apply leaves the state as it is. */
export function transition(state: ComposerState, event: ComposerEvent): ComposerState {
  switch (event.type) {
    case 'start':
      return { status: 'generating', startedAtMs: event.atMs, isQueued: true, previews: [] }
    case 'queued':
    case 'running':
      return state.status === 'generating' ? { ...state, isQueued: event.type === 'queued' } : state
    case 'partial': {
      if (state.status !== 'generating') return state
      const previews = [...state.previews]
      const before = previews[event.variant]
      previews[event.variant] = {
        index: event.index,
        url: event.url,
        ...(before && { before: { index: before.index, url: before.url } }),
      }
      return { ...state, isQueued: false, previews }
    }
    case 'succeeded':
      return state.status === 'generating' ? { status: 'ready' } : state
    case 'refused':
      if (state.status !== 'generating') return state
      return { status: 'refused', stage: event.stage, category: event.category, retryable: event.retryable }
    case 'failed':
      return state.status === 'generating' ? { status: 'failed', error: event.error, entryId: undefined } : state
    case 'canceled':
      return state.status === 'generating' ? { status: 'canceled' } : state
    case 'give-up':
      return state.status === 'generating' ? { status: 'writing' } : state
    case 'error':
      return errorState(event)
    case 'store':
      return { status: 'posting', entry: undefined }
    case 'entry':
      return state.status === 'posting' ? { status: 'posting', entry: event.entry } : state
    case 'posted':
      return state.status === 'posting' || state.status === 'failed' ? { status: 'posted' } : state
    case 'write':
      return state.status === 'generating' || state.status === 'posting' ? state : { status: 'writing' }
    default:
      return event satisfies never
  }
}

/** A refused prompt is help to give and not a failure, whether the server says so before or after it queued it. */
function errorState({ error, entryId, isPost }: Extract<ComposerEvent, { type: 'error' }>): ComposerState {
  if (error.code !== 'prompt_refused') return { status: 'failed', error, entryId, ...(isPost && { isPost }) }
  return { status: 'refused', stage: 'prompt', category: undefined, retryable: false }
}
