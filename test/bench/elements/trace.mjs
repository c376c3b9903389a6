const categories = ['toplevel', 'devtools.timeline', 'blink.user_timing']

/** Records a trace of a tab while `work` runs. @returns what `work` gave, and the main thread of the tab */
export async function traced(cdp, work) {
  const events = []
  const collect = ({ value }) => events.push(...value)
  cdp.on('Tracing.dataCollected', collect)
  const traceConfig = {
    includedCategories: categories,
    excludedCategories: ['*'],
    recordMode: 'recordAsMuchAsPossible',
  }
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  const result = await work()
  const isOver = new Promise((done) => cdp.once('Tracing.tracingComplete', done))
  await cdp.send('Tracing.end')
  await isOver
  cdp.off('Tracing.dataCollected', collect)
  return { result, thread: readThread(events) }
}

/** The main thread of the page that navigated last or set marks last, in milliseconds of the trace's clock. */
function readThread(events) {
  const marks = events.filter(({ cat, ph }) => cat.includes('blink.user_timing') && 'IR'.includes(ph))
  const own = marks.findLast(
    ({ name, args }) => name.startsWith('bench ') || (name === 'navigationStart' && args.data?.documentLoaderURL),
  )
  if (!own) throw new Error('the trace shows no page')
  const mine = events.filter(({ pid, tid }) => pid === own.pid && tid === own.tid).toSorted((a, b) => a.ts - b.ts)
  return {
    /** What ran, with the thread's own clock at its start (`tts`) and by how much that went on (`tdur`), in microseconds. */
    spans: mine.filter(({ ph, tts, tdur }) => ph === 'X' && tts !== undefined && tdur !== undefined),
    /** When something of this name began. */
    timesOf: (name) => mine.filter((event) => event.name === name).map(({ ts }) => ts / 1000),
  }
}

/** Milliseconds that the processor worked on a thread, from a time to the end of the task in which another time lies. Read off
 *  the thread's clock and not summed up over tasks: a few that finish a request appear in no list of tasks. */
export function cpuBetween({ spans }, fromMs, toMs) {
  const inside = spans.filter(({ ts }) => ts >= fromMs * 1000 - 1 && ts <= toMs * 1000)
  const ends = inside.map(({ tts, tdur }) => tts + tdur)
  return (ends.reduce((last, end) => Math.max(last, end), 0) - inside[0].tts) / 1000
}

/** The middle one of some figures. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
