/** Copies the address of the page with a post named in it; a feed there opens it. @returns false when the browser refuses */
export async function copyLink(postId: string): Promise<boolean> {
  const url = new URL(location.href)
  url.hash = `ai-post-${postId}`
  try {
    await navigator.clipboard.writeText(url.href)
    return true
  } catch {
    // No permission, or no secure context: the browser has told the user itself.
    return false
  }
}
