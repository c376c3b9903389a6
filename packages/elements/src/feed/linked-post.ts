let opener: WeakRef<Element> | undefined

/** Gives the post that the page's address names (`#ai-post-{id}`, as "Copy link" writes it) to the first feed that asks;
 *  the others of the page get undefined, or each of them would open the same dialog. */
export function takeLinkedPost(feed: Element): string | undefined {
  const id = /^#ai-post-([\w-]{1,40})$/.exec(location.hash)?.[1]
  if (!id || opener?.deref()?.isConnected) return undefined
  opener = new WeakRef(feed)
  return id
}
