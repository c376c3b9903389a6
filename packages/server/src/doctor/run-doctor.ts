import { withLongSession } from '../database/long-session.js'
import { allCounters, recount } from './counters.js'
import { checkSchema, databaseChecks } from './database-checks.js'
import { checkDisk, compareFiles, findFilesWithoutRows } from './file-checks.js'
import type { StoredPictures } from './file-checks.js'
import type { Finding } from './finding.js'

/** What the doctor looks at. */
export interface DoctorOptions {
  readonly databaseUrl: string
  readonly pictures: StoredPictures
  /** Folders whose disk may fill up, by what they are called in the report. */
  readonly folders: Readonly<Record<string, string>>
  /** Puts wrong counters right. Everything else is only reported. */
  readonly isRepairing: boolean
  readonly clock?: () => number
}

/** Checks that what is stored is whole and that the machine is fit, while the server runs or not. Reads every table. */
export async function runDoctor(options: DoctorOptions): Promise<Finding[]> {
  const { databaseUrl, pictures, folders, isRepairing, clock = Date.now } = options
  return withLongSession(databaseUrl, 'ai-feed-doctor', async ({ client }) => {
    const findings: Finding[] = []
    for (const [name, folder] of Object.entries(folders)) findings.push(await checkDisk(name, folder)(client))
    const schema = await checkSchema(client)
    findings.push(schema)
    if (schema.state !== 'ok') return findings
    for (const check of databaseChecks) findings.push(await check(client))
    for (const counters of allCounters) findings.push(await recount(client, counters, isRepairing))
    findings.push(...(await compareFiles(client, pictures)))
    findings.push(await findFilesWithoutRows(client, pictures, clock()))
    return findings
  })
}

/** Writes a report: one line for each check, with tabs between its parts. */
export function writeReport(findings: readonly Finding[]): { lines: string[]; isWell: boolean } {
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  return {
    isWell: wrong === 0,
    lines: [
      ...findings.map(({ state, subject, detail }) =>
        [state, subject, ...(detail === undefined ? [] : [detail])].join('\t'),
      ),
      wrong === 0 ? 'All is well.' : `${wrong} of ${findings.length} checks found something wrong.`,
    ],
  }
}
