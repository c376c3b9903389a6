/** Values of the labels of one series. Words of ours only: never text, ids, addresses or tokens of people. */
export type Labels = Readonly<Record<string, string>>

/** One measured value. */
export interface Sample {
  readonly name: string
  readonly labels?: Labels
  readonly value: number
}

/** All samples of one name, with what they mean. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly samples: readonly Sample[]
}

/** Counts what happens, by labels. */
export interface Counter {
  add(labels?: Labels): void
  read(): Family
}

/** Sorts durations into buckets, by labels. */
export interface Histogram {
  observe(seconds: number, labels?: Labels): void
  read(): Family
}

/** Creates a counter at nothing. */
export function createCounter(name: string, help: string): Counter {
  const series = new Map<string, { labels: Labels; value: number }>()
  return {
    add(labels = {}) {
      const known = series.get(keyOf(labels))
      if (known) known.value += 1
      else series.set(keyOf(labels), { labels, value: 1 })
    },
    read: () => ({
      name,
      help,
      type: 'counter',
      samples: [...series.values()].map(({ labels, value }) => ({ name, labels, value })),
    }),
  }
}

/** Creates a histogram with the upper bounds `bounds` in seconds, smallest first. */
export function createHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const series = new Map<string, { labels: Labels; buckets: number[]; count: number; sum: number }>()
  return {
    observe(seconds, labels = {}) {
      const key = keyOf(labels)
      const known = series.get(key) ?? { labels, buckets: bounds.map(() => 0), count: 0, sum: 0 }
      series.set(key, known)
      known.count += 1
      known.sum += seconds
      const index = bounds.findIndex((bound) => seconds <= bound)
      if (index >= 0) known.buckets[index] = (known.buckets[index] ?? 0) + 1
    },
    read: () => ({
      name,
      help,
      type: 'histogram',
      samples: [...series.values()].flatMap(({ labels, buckets, count, sum }) => {
        let below = 0
        const steps = bounds.map((bound, index) => {
          below += buckets[index] ?? 0
          return { name: `${name}_bucket`, labels: { ...labels, le: String(bound) }, value: below }
        })
        return [
          ...steps,
          { name: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
          { name: `${name}_sum`, labels, value: sum },
          { name: `${name}_count`, labels, value: count },
        ]
      }),
    }),
  }
}

/** Makes a family of values that are read when they are asked for. */
export function gauge(name: string, help: string, samples: readonly Omit<Sample, 'name'>[]): Family {
  return { name, help, type: 'gauge', samples: samples.map((sample) => ({ name, ...sample })) }
}

/** Writes families in Prometheus' text format, version 0.0.4
 *  (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function writeMetrics(families: readonly Family[]): string {
  return families.map(writeFamily).join('')
}

function writeFamily({ name, help, type, samples }: Family): string {
  const lines = samples.map((sample) => `${sample.name}${writeLabels(sample.labels)} ${sample.value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function writeLabels(labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function keyOf(labels: Labels): string {
  return Object.values(labels).join('\n')
}
