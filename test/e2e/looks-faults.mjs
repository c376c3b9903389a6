/** Runs in the page, on an element with a shadow root or in one: what a careful eye would find fault with. */
export function findFaults(element) {
  const root = element.shadowRoot ?? element
  const faults = []
  const page = document.documentElement
  if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth - page.clientWidth} px too wide`)
  const seen = [...root.querySelectorAll('button, select, textarea, img, p, b, h2, li')].filter((node) => {
    const { width, height } = node.getBoundingClientRect()
    return width > 1 && height > 1 && node.checkVisibility()
  })
  const nameOf = (node) =>
    `${node.localName}.${node.className} ${(node.ariaLabel ?? node.textContent).trim().slice(0, 30)}`
  for (const node of seen) {
    const { left, right } = node.getBoundingClientRect()
    // What scrolls sideways in a row of its own is whole after scrolling.
    if (node.closest('.tabs, ol, .variants')) continue
    if (left < -1 || right > page.clientWidth + 1) faults.push(`over the edge: ${nameOf(node)}`)
    const isCut = node.localName === 'button' && node.scrollWidth > node.clientWidth + 1
    if (isCut && !node.matches('.frame')) faults.push(`cut off: ${nameOf(node)}`)
  }
  for (const button of seen.filter((node) => node.localName === 'button')) {
    const { width, height } = button.getBoundingClientRect()
    if (Math.min(width, height) < 23.5 && !button.matches('.time, .link, .answer'))
      faults.push(`too small: ${nameOf(button)}`)
  }
  for (const actions of root.querySelectorAll('.actions')) {
    const middles = [...actions.children].map((child) => {
      const { top, height } = child.getBoundingClientRect()
      return Math.round(top + height / 2)
    })
    if (Math.max(...middles) - Math.min(...middles) > 1) faults.push(`not in one line: ${middles.join()}`)
  }
  const boxes = [...root.querySelectorAll('.tools > *, .buttons > *, .actions > *')].filter((node) =>
    node.checkVisibility(),
  )
  for (const [index, node] of boxes.entries()) {
    const one = node.getBoundingClientRect()
    for (const other of boxes.slice(index + 1)) {
      if (node.contains(other) || node.parentElement !== other.parentElement) continue
      const two = other.getBoundingClientRect()
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left)
      const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
      if (across > 1 && down > 1) faults.push(`one over the other: ${nameOf(node)} and ${nameOf(other)}`)
    }
  }
  return faults
}
