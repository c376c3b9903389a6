/** A tag as it is stored and compared: compatibility forms and capitals folded. */
export function foldTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase()
}
