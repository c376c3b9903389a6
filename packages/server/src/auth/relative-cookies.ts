/** Says how long cookies live by a number of seconds instead of an instant: an instant of a server whose clock is a day late
 *  is over when it reaches the browser. RFC 6265 section 4.1.2.2.
 *  @param lines values of Set-Cookie. @param nowMs by the clock that wrote the instants. */
export function writeRelativeCookies(lines: readonly string[], nowMs: number): string[] {
  return lines.map((line) =>
    line.replace(/;\s*expires=([^;]+)/i, (attribute, instant: string) => {
      const seconds = Math.round((Date.parse(instant) - nowMs) / 1_000)
      return Number.isNaN(seconds) ? attribute : `; max-age=${Math.max(0, seconds)}`
    }),
  )
}
