import { createInterface } from 'node:readline'
import type { Kysely } from 'kysely'
import { readUserCommand } from './accounts/read-user-command.js'
import { runUserCommand } from './accounts/user-command.js'
import { readConfig } from './config.js'
import type { Config } from './config.js'
import { ConfigError } from './config-error.js'
import { openDatabase } from './database/database.js'
import { startEmbeddedPostgres } from './database/embedded-postgres.js'
import { migrate } from './database/migrate.js'
import { withDatabase } from './database/reach-database.js'
import { rotateSecrets } from './database/rotate-secrets.js'
import type { Schema } from './database/schema.js'
import { readModerationCommand } from './decisions/moderation-command.js'
import { createLog } from './log.js'
import { backUp, examine, listAllErasures, restore } from './operate.js'
import {
  createDecideAboutUser,
  createDeleteNow,
  readAccountCommand,
  runAccountCommand,
  runModeration,
} from './rights-commands.js'
import { startServer } from './server.js'
import { readSiteCommand } from './sites/read-site-command.js'
import { runSiteCommand } from './sites/site-command.js'

const usage = `usage: ai-feed-server start
       ai-feed-server migrate
       ai-feed-server site add ID [--name NAME] [--origin ORIGIN]... [--remove-origin ORIGIN]...
                      [--sign-up open|invite|closed] [--sso-key FILE | --sso-jwks ADDRESS | --no-sso]
                      [--visibility public|followers] [--comments POLICY] [--remixes POLICY] [--budget N|default]
       ai-feed-server site remove ID [--erase]
       ai-feed-server site list
       ai-feed-server user add HANDLE [--name NAME] [--site ID]      the password is the first line of standard input
       ai-feed-server user suspend|restore HANDLE [--ground TEXT] [--site ID]
       ai-feed-server user delete HANDLE [--site ID]
       ai-feed-server user reset HANDLE [--site ID]             prints a link to a new password, good for one use
       ai-feed-server user invite [--site ID]                   prints a link to a new account, good for one use
       ai-feed-server rotate                                    makes new secrets, which running servers take within a minute
       ai-feed-server backup FILE                               one archive of everything, while the server runs or not
       ai-feed-server restore FILE [--erasures FILE]            into an empty database
       ai-feed-server doctor [--repair]                         checks what is stored; --repair recounts
       ai-feed-server erasures                                  what must stay erased, to be kept beside the backups
       ai-feed-server account export|import HANDLE FILE [--site ID]
       ai-feed-server moderation reports|appeals [--all] [--site ID]
       ai-feed-server moderation none|hide|show|remove|suspend|restore TARGET --ground TEXT [--facts TEXT] [--site ID]
       ai-feed-server moderation label|unlabel POST --label NAME --ground TEXT [--facts TEXT] [--site ID]
       ai-feed-server moderation uphold|reverse APPEAL --ground TEXT [--facts TEXT] [--site ID]
       ai-feed-server moderation log [--site ID]
       ai-feed-server moderation add-key|remove-key NAME [--site ID]`
const log = createLog()
/** For commands that print: the log goes where it is not taken for an answer. */
const stderrLog = createLog({ write: (line) => process.stderr.write(line) })

/** Streams and requests get three seconds, all steps together less than this. */
const stopWithinMs = 9_500

/** A signal that comes during the start is obeyed after it: a half-started database is nobody's. */
async function start(): Promise<void> {
  const starting = startServer(readConfig(process.env), { log, onLost: fail, ownsProcess: true })
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return
    isStopping = true
    log.info('server.stopping', { signal })
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    void starting
      .then((server) => server.close())
      .then(() => {
        log.info('server.stopped')
        process.exit(0)
      })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  await starting
}

async function migrateOnly(): Promise<void> {
  const config = readConfig(process.env)
  const postgres =
    config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : undefined
  try {
    const { db, close } = openDatabase(config.databaseUrl ?? postgres?.url ?? '', { max: 1, log })
    const steps = await migrate(db).finally(close)
    log.info('database.migrated', { steps })
  } finally {
    await postgres?.stop()
  }
}

async function site(): Promise<void> {
  const command = readSiteCommand(process.argv.slice(3))
  await printFromDatabase(readConfig(process.env), (db) => runSiteCommand(db, command))
}

async function user(): Promise<void> {
  const command = readUserCommand(process.argv.slice(3))
  const config = readConfig(process.env)
  const { limits, publicUrl } = config
  await printFromDatabase(config, (db) =>
    runUserCommand(db, command, {
      limits,
      publicUrl,
      readPassword: readFirstLine,
      deleteAccount: createDeleteNow(db),
      decideAboutUser: createDecideAboutUser(db),
    }),
  )
}

async function printFromDatabase(
  config: Config,
  run: (db: Kysely<Schema>) => Promise<readonly string[]>,
): Promise<void> {
  printLines(await withDatabase(config, stderrLog, run))
}

async function rotate(): Promise<void> {
  if (process.argv.length > 3) throw new ConfigError('rotate takes nothing more')
  await printFromDatabase(readConfig(process.env), rotateSecrets)
}

async function backup(): Promise<void> {
  const [path, ...rest] = process.argv.slice(3)
  if (path === undefined || rest.length > 0) throw new ConfigError('backup takes the name of one file')
  printLines(await backUp(readConfig(process.env), stderrLog, path))
}

async function restoreFile(): Promise<void> {
  const [path, option, erasuresPath, ...rest] = process.argv.slice(3)
  const isPlain = option === undefined || (option === '--erasures' && erasuresPath !== undefined)
  if (path === undefined || !isPlain || rest.length > 0) {
    throw new ConfigError('restore takes the name of one file, and --erasures with the name of another')
  }
  const files = { path, ...(erasuresPath !== undefined && { erasuresPath }) }
  printLines(await restore(readConfig(process.env), stderrLog, files))
}

async function doctor(): Promise<void> {
  const words = process.argv.slice(3)
  if (words.some((word) => word !== '--repair')) throw new ConfigError('doctor takes nothing but --repair')
  const { lines, isWell } = await examine(readConfig(process.env), stderrLog, { isRepairing: words.length > 0 })
  printLines(lines)
  if (!isWell) process.exitCode = 1
}

async function erasures(): Promise<void> {
  printLines(await listAllErasures(readConfig(process.env), stderrLog))
}

function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

async function readFirstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}

function fail(error: unknown): void {
  if (error instanceof ConfigError) process.stderr.write(`ai-feed-server: ${error.message}\n`)
  else log.error('server.failed', { error })
  process.exit(1)
}

async function moderation(): Promise<void> {
  const command = readModerationCommand(process.argv.slice(3))
  await printFromDatabase(readConfig(process.env), (db) => runModeration(db, command))
}

async function account(): Promise<void> {
  const command = readAccountCommand(process.argv.slice(3))
  const config = readConfig(process.env)
  await printFromDatabase(config, (db) => runAccountCommand(db, config, command))
}

const verbs: Readonly<Record<string, () => Promise<void>>> = {
  start,
  migrate: migrateOnly,
  site,
  user,
  rotate,
  backup,
  restore: restoreFile,
  doctor,
  erasures,
  moderation,
  account,
}

process.on('uncaughtException', fail)
// Serving goes on when whoever read the log is gone.
process.stdout.on('error', () => {})
const verb = verbs[process.argv[2] ?? '']
if (verb) verb().catch(fail)
else {
  process.stderr.write(`${usage}\n`)
  process.exitCode = 2
}
