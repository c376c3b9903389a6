/** Waits until something is so that nobody announces. */
export async function pollUntil(isSo: () => boolean | Promise<boolean>, patienceMs = 60_000): Promise<void> {
  const endMs = performance.now() + patienceMs
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`not reached in ${patienceMs} ms: ${isSo.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
