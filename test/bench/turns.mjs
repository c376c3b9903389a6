import { cpuOf, cpuOfAll } from './processes.mjs'

/** Runs jobs in many short turns, so that whatever else the machine does meets them alike.
 *  @returns for each its turns, and the medians of CPU milliseconds a request, of the process and with the database, and of what
 *  it measured */
export async function inTurns({ load, database, rounds }, jobs) {
  const taken = jobs.map(() => [])
  for (const { job } of jobs) await load.run({ ...job, count: 4 * job.count })
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { process, job }] of jobs.entries()) {
      const before = [cpuOf(process.id), cpuOfAll(database.postmasterId)]
      const result = await load.run(job)
      const own = (1000 * (cpuOf(process.id) - before[0])) / job.count
      const all = own + (1000 * (cpuOfAll(database.postmasterId) - before[1])) / job.count
      taken[index].push({ own, all, ...result })
    }
  }
  return taken.map((results) => {
    const medians = ['own', 'all', 'perSecond', 'p50', 'p99'].map((name) => [
      name,
      median(results.map((result) => result[name])),
    ])
    return { turns: results, ...Object.fromEntries(medians) }
  })
}

/** How many times dearer the first is than the second, in the turns that they had beside each other. */
export const ratioOf = (first, second, cost) =>
  median(first.turns.map((turn, index) => cost(turn) / cost(second.turns[index])))

/** A figure beside its goal, in plain words. */
export const judge = (figure, goal, isMet) => [figure, `goal ${goal}: ${isMet ? 'met' : 'missed'}`]

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
