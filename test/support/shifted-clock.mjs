// Loaded before a server (`node --import`): its machine's clock is off by CLOCK_SHIFT_MS. With CLOCK_JUMPS_MS, numbers with
// commas between, each SIGUSR2 sets it to the next of these while the server runs.
import { writeSync } from 'node:fs'
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0)
const jumpsMs = (process.env.CLOCK_JUMPS_MS ?? '').split(',').filter(Boolean).map(Number)
if (jumpsMs.length > 0) {
  process.on('SIGUSR2', () => {
    shiftMs = jumpsMs.shift() ?? shiftMs
    writeSync(2, `clock is off by ${shiftMs} ms\n`)
  })
}
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...values) {
    super(...(values.length === 0 ? [RealDate.now() + shiftMs] : values))
  }
  static now() {
    return RealDate.now() + shiftMs
  }
}
