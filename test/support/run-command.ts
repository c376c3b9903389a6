import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { mainFile } from './test-server.ts'

/** How a command ended, and what it said. */
export interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `ai-feed-server …` in a process of its own, with these environment variables and no others of ours. */
export async function runCommand(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const options = { env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...env } }
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [mainFile, ...words], options)) }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}
