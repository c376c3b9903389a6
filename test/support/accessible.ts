import { expect } from '@open-wc/testing'

/** Audits an element as it stands once its fades and slides are over: half faded in, no words have their contrast. */
export async function expectAccessible(element: Element): Promise<void> {
  endMotion(element)
  await expect(element).to.be.accessible()
}

function endMotion(root: Element | ShadowRoot): void {
  const inside = [...root.querySelectorAll('*')]
  const animations = [root, ...inside].flatMap((one) =>
    one instanceof Element ? one.getAnimations({ subtree: true }) : [],
  )
  for (const animation of new Set(animations)) if (endMsOf(animation) !== Infinity) animation.finish()
  for (const { shadowRoot } of [root as Element, ...inside]) if (shadowRoot) endMotion(shadowRoot)
}

function endMsOf(animation: Animation): CSSNumberish {
  return animation.effect?.getComputedTiming().endTime ?? Infinity
}
