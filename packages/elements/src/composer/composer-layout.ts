import type { Written } from './composer-draft.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerState } from './composer-state.js'

/** Which parts of a composer are drawn. */
export interface ComposerLayout {
  /** Pictures can be painted here at all. */
  readonly canCreate: boolean
  /** Pictures can be uploaded here. */
  readonly canUpload: boolean
  readonly isComment: boolean
  /** Whether a post without a picture is what is asked for. */
  readonly isTextOnly: boolean
  readonly isPainting: boolean
  /** The prompt, its shapes and its button. */
  readonly isPrompting: boolean
  /** The words of the post, its counter and its button. */
  readonly isWriting: boolean
  /** Who may do what. A comment without a picture needs none: it follows the post above it. */
  readonly hasPolicies: boolean
}

/** Decides what a composer draws, of its attributes, what is written and what it does.
 *  A prompt is asked for unless the post has its words or pictures from elsewhere. */
export function layoutOf(
  { modes, remixOf, commentOn, quoteOf }: Pick<ComposerHost, 'modes' | 'remixOf' | 'commentOn' | 'quoteOf'>,
  written: Written,
  { status }: ComposerState,
): ComposerLayout {
  const { text, files, painted } = written
  const named = modes.split(/\s+/).filter((mode) => mode === 'create' || mode === 'upload')
  const isComment = commentOn !== ''
  const isPainting = status === 'generating'
  const canCreate = (named.length === 0 || named.includes('create')) && !isComment
  // Who quotes has something to say about it; who remixes wants a picture.
  const isTextOnly = remixOf === '' && (written.isTextOnly ?? quoteOf !== '')
  const canPaint = canCreate && !isTextOnly && files.length === 0
  const hasPictures = files.length + painted.length > 0
  const isWriting = !isPainting && (!canPaint || hasPictures || text.trim() !== '')
  return {
    canCreate,
    canUpload: named.length === 0 || named.includes('upload'),
    isComment,
    isTextOnly,
    isPainting,
    isPrompting: canPaint && (status !== 'ready' || painted.length === 0),
    isWriting,
    hasPolicies: isWriting && (!isComment || hasPictures),
  }
}
