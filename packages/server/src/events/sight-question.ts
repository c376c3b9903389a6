/** A signed-in reader who may have to hear of a post. */
export interface SightQuestion {
  readonly postId: string
  readonly userId: string
}
