import { findTags } from './find-tags.js'

/** Says in each tag that nothing is drawn where what draws could not be evaluated, and why, if the browser tells that it was the
 *  page's Trusted Types: Lit makes its policy as soon as it is evaluated. The entries import this file before anything else. */
let reason = 'A part of this page could not be loaded.'
const notes: Text[] = []
// Told before or after the notes are written. Node has no events of that kind.
globalThis.addEventListener?.('securitypolicyviolation', ({ sample, disposition }) => {
  if (sample !== 'lit-html' || disposition !== 'enforce') return
  reason = 'The page’s security policy lacks “trusted-types lit-html”.'
  for (const note of notes) note.data = reason
})
setTimeout(() => {
  if (customElements.get('ai-feed')) return
  for (const tag of findTags('ai-feed,ai-composer,ai-account,ai-post')) {
    const note = new Text(reason)
    notes.push(note)
    tag.append(note)
  }
})
