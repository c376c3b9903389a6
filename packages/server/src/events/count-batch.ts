/** Gathers posts whose counters have moved, so that readers hear of each at most once a second. */
export interface CountBatch {
  /** @param isNews true where the change was made: then other processes have to be told. */
  touch(siteId: string, postId: string, isNews: boolean): void
  close(): void
}

/** Posts of one site that are due. */
export interface DueCounts {
  readonly siteId: string
  readonly postIds: readonly string[]
  /** Those that other processes do not know of. */
  readonly news: readonly string[]
}

const intervalMs = 1_000
/** The first change of a quiet second is told almost at once, together with what comes along with it. */
const gatherMs = 50
const maxPosts = 10_000

/** Creates a batch; `onDue` gets the posts of each site together. */
export function createCountBatch(onDue: (due: DueCounts) => void): CountBatch {
  let touched = new Map<string, Map<string, boolean>>()
  let size = 0
  let lastMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    timer = undefined
    lastMs = performance.now()
    const due = touched
    touched = new Map()
    size = 0
    for (const [siteId, posts] of due) {
      const news = [...posts].flatMap(([postId, isNews]) => (isNews ? [postId] : []))
      onDue({ siteId, postIds: [...posts.keys()], news })
    }
  }

  return {
    touch(siteId, postId, isNews) {
      const posts = touched.get(siteId) ?? new Map<string, boolean>()
      if (!posts.has(postId)) {
        // Counts are a courtesy: in a flood, the rest is seen with the next page.
        if (size >= maxPosts) return
        size += 1
      }
      touched.set(siteId, posts.set(postId, isNews || posts.get(postId) === true))
      timer ??= setTimeout(flush, Math.max(gatherMs, lastMs + intervalMs - performance.now())).unref()
    },
    close() {
      clearTimeout(timer)
      touched = new Map()
    },
  }
}
