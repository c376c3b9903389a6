import type { Post, PostChange, PostDraft } from '@ai-feed/core'
import type { TemplateResult } from 'lit'
import type { ComposeIntent } from '../composer-registry.js'
import type { PostContext } from './post-context.js'

/** Takes the changed draft of a post that is not sent yet. @returns whether it has */
export type SaveDraft = (changed: PostDraft) => Promise<boolean>

/** What can be opened over the posts of an element; its code comes with the first one (overlay). */
export interface OverPosts {
  readonly isOpen: boolean
  /** Shows a post with its comments; twice in a row the same one is shown once.
   *  @param isCommenting put the cursor where a comment is written */
  openThread(postId: string, isCommenting?: boolean): void
  /** Shows where a picture of a post came from. */
  openProvenance(postId: string, index: number): void
  /** Shows a picture of a post as large as the window is. */
  openPicture(postId: string, index: number): Promise<void>
  openComposer(intent: ComposeIntent): void
  /** Asks what is wrong with a post. */
  openReport(post: Post): void
  /** Lets its author change a post. @param tried what the server refused before, so that nobody writes it twice */
  openEdit(post: Post, tried?: PostChange): void
  /** Lets its author change the words of a post that is not sent yet. */
  openDraft(draft: PostDraft, save: SaveDraft): void
  /** Draws all of it. @param asking stands in the top dialog: what is below one cannot be reached */
  template(context: PostContext, asking?: TemplateResult): TemplateResult
  closeAll(): void
  /** Gives a post that is drawn in a dialog. */
  findPost(id: string): Post | undefined
}
