// Loaded before a server (`node --import`): its machine's clock is off by CLOCK_SHIFT_MS.
const shiftMs = Number(process.env.CLOCK_SHIFT_MS)
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...values) {
    super(...(values.length === 0 ? [RealDate.now() + shiftMs] : values))
  }
  static now() {
    return RealDate.now() + shiftMs
  }
}
