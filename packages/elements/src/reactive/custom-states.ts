/** Sets which of an element's custom states hold, for `:state()` selectors; those left out do not. */
export function setStates(internals: ElementInternals, states: Readonly<Record<string, boolean>>): void {
  for (const [name, holds] of Object.entries(states)) {
    if (holds) internals.states.add(name)
    else internals.states.delete(name)
  }
}
