import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { defaultReporter, startTestRunner, summaryReporter } from '@web/test-runner'
import config from '../wtr.config.mjs'

// Runs the suites of core and elements in Chromium, or in TEST_BROWSERS, and writes to the file named
// first how many tests passed and failed, and which files were lost with their browser.
const [countsFile, ...files] = process.argv.slice(2)

const runner = await startTestRunner({
  config: {
    ...config,
    ...(files.length > 0 && { files, groups: [] }),
    reporters: [summaryReporter(), defaultReporter({ reportTestProgress: false })],
  },
  readCliArgs: false,
  readFileConfig: false,
  autoExitProcess: false,
})
await new Promise((resolve) => runner.on('finished', resolve))

const counts = { passed: 0, failed: 0, lost: [] }
for (const session of runner.sessions.all()) {
  count(session.testResults)
  if (session.errors.length > 0 || !session.testResults) counts.failed += 1 // the file itself did not run
  if (!session.testResults) counts.lost.push(relative(process.cwd(), session.testFile))
}
await writeFile(countsFile, JSON.stringify(counts))
await runner.stop()
process.exit(counts.failed === 0 ? 0 : 1)

function count(suite) {
  for (const test of suite?.tests ?? []) if (!test.skipped) counts[test.passed ? 'passed' : 'failed'] += 1
  for (const inner of suite?.suites ?? []) count(inner)
}
