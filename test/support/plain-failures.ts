// Loaded by every page of browser tests. What a failed assertion compared is sent to the runner as a structured clone: an
// element or a function in it would throw there, and the file would count as one that never finished.

/** As much of Mocha as this changes. */
export interface RunnerClass {
  readonly prototype: { fail(test: unknown, error: unknown, ...rest: unknown[]): void }
}

/** Makes a runner keep what failed assertions compared as text. */
export function keepFailuresPlain({ prototype }: RunnerClass): void {
  const { fail } = prototype
  prototype.fail = function failPlainly(test, error, ...rest) {
    for (const side of ['actual', 'expected'] as const) makePlain(error, side)
    return fail.call(this, test, error, ...rest)
  }
}

function makePlain(error: unknown, side: 'actual' | 'expected'): void {
  if (!(error instanceof Error) || !(side in error)) return
  const compared = error as Error & { actual?: unknown; expected?: unknown }
  if (Object(compared[side]) !== compared[side]) return
  compared[side] = describe(compared[side])
}

function describe(value: unknown): string {
  if (value instanceof Element) return `<${value.localName}> ${value.textContent?.trim().slice(0, 80)}`
  try {
    return JSON.stringify(value, undefined, 2) ?? String(value)
  } catch {
    // A circle: its name says at least what it is.
    return String(value)
  }
}

const { Mocha } = globalThis as { Mocha?: { readonly Runner: RunnerClass } }
if (Mocha) keepFailuresPlain(Mocha.Runner)
