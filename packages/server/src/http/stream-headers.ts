/** The headers of every event stream. */
export const streamHeaders = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  // Asks nginx not to collect the stream.
  'X-Accel-Buffering': 'no',
} as const
