/** What the keys are called in the code points of WebDriver, https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const codePoints = {
  ...{ Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A' },
  ...{ Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011' },
  ...{ ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017' },
  Meta: '\uE03D',
}
const buttons = { left: 0, middle: 1, right: 2 }

/** The commands `sendKeys` and `sendMouse` of @web/test-runner-commands, by a browser that speaks WebDriver.
 *  @param perform sends actions to the window, https://www.w3.org/TR/webdriver2/#perform-actions */
export function webdriverInput(perform) {
  const point = (...actions) =>
    perform([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }])
  const move = (x, y) => ({ type: 'pointerMove', duration: 0, origin: 'viewport', x, y })
  const press = (type, button = 'left') => ({ type, button: buttons[button] })
  return {
    /** @param keys each one pressed by itself, `Control+End` with its modifiers held */
    async sendKeys(_sessionId, keys) {
      for (const key of keys) await perform([{ type: 'key', id: 'keyboard', actions: strokes(key) }])
    },
    sendMouseMove: (_sessionId, x, y) => point(move(x, y)),
    sendMouseDown: (_sessionId, button) => point(press('pointerDown', button)),
    sendMouseUp: (_sessionId, button) => point(press('pointerUp', button)),
    sendMouseClick: (_sessionId, x, y, button) =>
      point(move(x, y), press('pointerDown', button), press('pointerUp', button)),
  }
}

/** One key as it goes down and up again, between its modifiers; `+` itself is a key as well. */
function strokes(combination) {
  const values = (combination.match(/[^+]+|\+$/g) ?? []).map((name) => codePoints[name] ?? name)
  const act = (type) => (value) => ({ type, value })
  return [...values.map(act('keyDown')), ...values.toReversed().map(act('keyUp'))]
}
