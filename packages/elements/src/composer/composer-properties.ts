import type { SharedProperties } from '../reactive/shared-properties.js'
import type { ComposerDraft } from './composer-draft.js'

/** What can be set on `<ai-composer>`. */
export interface ComposerProperties extends SharedProperties {
  /** Id of the post whose picture is remixed.
   *  @default '' */
  remixOf: string
  /** Id of the post that is commented on.
   *  @default '' */
  commentOn: string
  /** Id of the post that is quoted.
   *  @default '' */
  quoteOf: string
  /** Key that the page chooses for what is talked about, as an article: the feed `topic:` with it holds these posts.
   *  @default '' */
  topic: string
  /** Where pictures may come from: `create`, `upload` or both.
   *  @default 'create upload' */
  modes: string
  /** Size of pictures, such as `1024x1024`, among those that the server offers; without it the server's first.
   *  @default '' */
  size: string
  /** How many pictures are painted at once, 1 to 4.
   *  @default 1 */
  count: number
  /** What is in the prompt at first.
   *  @default '' */
  prompt: string
  /** Accessible name of the form.
   *  @default '' */
  label: string
  /** What is written, as it would be posted, with the prompt. Setting it keeps what it does not name. */
  draft: ComposerDraft | undefined
}
