/** Says why nothing is drawn where the page's Trusted Types forbid what draws: Lit makes its policy as soon as it is evaluated, and
 *  everything after it is not. The entries import this file before anything else. */
setTimeout(() => {
  if (customElements.get('ai-feed')) return
  for (const feed of document.querySelectorAll('ai-feed'))
    feed.append('The page’s security policy lacks “trusted-types lit-html”.')
})
