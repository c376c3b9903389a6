/** Finds elements of the page. By the document's own method: a picture or form of the page that is called so takes its place on the
 *  document. */
export const findTags = (selector: string): NodeListOf<HTMLElement> =>
  Document.prototype.querySelectorAll.call(document, selector) as NodeListOf<HTMLElement>
