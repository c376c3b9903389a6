/** Goes from a tab to its neighbour in the reading direction and chooses it. @returns whether the key means that */
export function walkTabs(event: KeyboardEvent, target: Element): boolean {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  const list = target.closest('[role=tablist]')
  if (step === undefined || !list) return false
  event.preventDefault()
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')]
  const direction = list.matches(':dir(rtl)') ? -step : step
  const next = tabs.at((tabs.findIndex((tab) => tab === target) + direction) % tabs.length)
  next?.focus()
  next?.click()
  return true
}
