import type { ClientHost } from '../reactive/client-controller.js'
import { isFocusFree } from '../reactive/page.js'

/** Does what a button says that is gone or switched off meanwhile, and then gives the focus to the first that is there of what
 *  these selectors name. Whoever has gone elsewhere stays there. */
export async function focusAfter(
  { host, button }: { readonly host: ClientHost; readonly button: HTMLElement },
  work: () => Promise<unknown>,
  selectors: readonly string[],
): Promise<void> {
  const root = host.renderRoot as ShadowRoot
  const scope = button.closest('dialog') ?? root
  await work()
  await host.updateComplete
  const isElsewhere = !isFocusFree(host) && root.activeElement !== button
  if (isElsewhere) return
  for (const selector of selectors) {
    const found = scope.querySelector<HTMLElement>(selector)
    found?.focus({ preventScroll: true })
    if (found && root.activeElement === found) return
  }
}
