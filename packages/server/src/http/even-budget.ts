/** Counts in this process alone, by key: what was taken comes back evenly. */
export interface EvenBudget {
  /** Takes one. @returns 0 when there was one to take, else the milliseconds until there is. */
  take(key: string): number
  /** Gives one back that was taken for nothing. */
  giveBack(key: string): void
}

/** Creates budgets of `perMinute` for each key.
 *  @param maxKeys how many keys are counted: those that asked longest ago are forgotten first. Default: all, for keys that are few. */
export function createEvenBudget({
  perMinute,
  clock,
  maxKeys = Number.POSITIVE_INFINITY,
}: {
  perMinute: number
  clock: () => number
  maxKeys?: number
}): EvenBudget {
  const budgets = new Map<string, { left: number; atMs: number }>()
  const perMs = perMinute / 60_000
  return {
    take(key) {
      const nowMs = clock()
      const budget = budgets.get(key) ?? { left: perMinute, atMs: nowMs }
      // Last in line again.
      budgets.delete(key)
      budgets.set(key, budget)
      const [oldest] = budgets.keys()
      if (budgets.size > maxKeys && oldest !== undefined) budgets.delete(oldest)
      // A clock that was set back gives nothing.
      budget.left = Math.min(perMinute, budget.left + Math.max(0, nowMs - budget.atMs) * perMs)
      budget.atMs = nowMs
      if (budget.left < 1) return perMs === 0 ? 60_000 : (1 - budget.left) / perMs
      budget.left -= 1
      return 0
    },
    giveBack(key) {
      const budget = budgets.get(key)
      if (budget) budget.left = Math.min(perMinute, budget.left + 1)
    },
  }
}
