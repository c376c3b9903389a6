/** Takes finished lines. One that is urgent leaves at once, after those that came before it. */
export type WriteLine = (line: string, options?: { isUrgent?: boolean }) => void

/** Makes a writer that lets lines leave together: each write is a call into the system, and a busy server has a line a request.
 *  What waits leaves after `pauseMs` and when the process exits; only a kill takes it along.
 *  @param write takes whole lines, one or many; at the exit it must have written them when it returns. */
export function createLineWriter(write: (lines: string) => void, pauseMs = 20): WriteLine {
  let waiting = ''
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    process.off('exit', flush)
    const lines = waiting
    waiting = ''
    write(lines)
  }

  return (line, { isUrgent = false } = {}) => {
    waiting += line
    if (isUrgent) return flush()
    if (timer) return
    timer = setTimeout(flush, pauseMs).unref()
    process.once('exit', flush)
  }
}
