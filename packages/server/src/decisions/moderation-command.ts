import { parseArgs } from 'node:util'
import { decisionKindSchema } from '@ai-feed/protocol'
import type { DecisionKind } from '@ai-feed/protocol'
import * as v from 'valibot'
import { ConfigError } from '../config-error.js'
import type { Kysely } from 'kysely'
import { findSiteId } from '../database/find-site-id.js'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { decide } from './decide.js'
import type { DecideDeps } from './carry-out.js'
import { findAppeals, findDecisions, findReports } from './decision-rows.js'
import { addModerator, removeModerator } from './moderator-keys.js'

/** What `ai-feed-server moderation …` was asked to do. */
export type ModerationCommand = { readonly siteId?: string } & (
  | { readonly verb: 'reports' | 'appeals'; readonly isOpen: boolean }
  | { readonly verb: 'log' }
  | { readonly verb: 'add-key' | 'remove-key'; readonly name: string }
  | {
      readonly verb: DecisionKind
      /** A post's id, a handle, for `none` a report's id or, for `uphold` and `reverse`, an appeal's. */
      readonly target: string
      readonly ground: string
      readonly facts?: string
      readonly label?: string
      /** Whether a removal erases at once. */
      readonly erase?: boolean
    }
)

const words = `moderation takes "reports" or "appeals" with --all, "log", "add-key NAME", "remove-key NAME", or one of none REPORT,
hide POST, show POST, label POST, unlabel POST, remove POST, suspend HANDLE, restore HANDLE, uphold APPEAL and reverse APPEAL,
with --ground and --facts, and remove with --erase`

/** Reads the words after `moderation`.
 *  @throws ConfigError with one sentence for words that say nothing. */
export function readModerationCommand(args: readonly string[]): ModerationCommand {
  const { values, positionals } = readWords(args)
  const [verb = '', target, ...rest] = positionals
  const site = values.site === undefined ? {} : { siteId: values.site }
  if (rest.length === 0 && target === undefined) {
    if (verb === 'reports' || verb === 'appeals') return { ...site, verb, isOpen: values.all !== true }
    if (verb === 'log') return { ...site, verb }
  }
  if (rest.length === 0 && target !== undefined) {
    if (verb === 'add-key' || verb === 'remove-key') return { ...site, verb, name: target }
    if (v.is(decisionKindSchema, verb)) {
      const { ground, facts, label, erase } = values
      if (ground === undefined || ground.trim() === '') {
        throw new ConfigError(`${verb} needs --ground: the rule or law that the decision rests on`)
      }
      return {
        ...site,
        verb,
        target,
        ground,
        ...(facts !== undefined && { facts }),
        ...(label !== undefined && { label }),
        ...(erase !== undefined && { erase }),
      }
    }
  }
  throw new ConfigError(words.replaceAll('\n', ' '))
}

/** Carries a command out and gives the lines to print. A running server follows within a second.
 *  @throws ConfigError with one sentence when it cannot be done. */
export async function runModerationCommand(
  db: Kysely<Schema>,
  deps: DecideDeps,
  command: ModerationCommand,
): Promise<string[]> {
  const siteId = await findSiteId(db, command.siteId)
  switch (command.verb) {
    case 'reports': {
      const reports = await findReports(db, siteId, { limit: 1_000, isOpen: command.isOpen })
      return reports.map(({ item: { id, category, post, user, receivedAt, dueAt, decidedAt, reason } }) =>
        [id, receivedAt, category, post ?? `@${user}`, decidedAt ?? dueAt ?? '', oneLine(reason)].join('\t'),
      )
    }
    case 'appeals': {
      const appeals = await findAppeals(db, siteId, { limit: 1_000, isOpen: command.isOpen })
      return appeals.map(({ item: { id, receivedAt, decision, user, answer, reason } }) =>
        [id, receivedAt, decision.kind, decision.post ?? '', `@${user}`, answer?.kind ?? '', oneLine(reason)].join(
          '\t',
        ),
      )
    }
    case 'log': {
      const log = await findDecisions(db, siteId, { limit: 1_000 })
      return log.map(({ item: { id, at, kind, post, user, decidedBy, ground } }) =>
        [id, at, kind, post ?? (user === undefined ? '' : `@${user}`), decidedBy, oneLine(ground)].join('\t'),
      )
    }
    case 'add-key': {
      // The log says who decided, and `command` is the operator.
      if (command.name === 'command') throw new ConfigError('no key can have the name command')
      const key = await addModerator(db, siteId, command.name)
      if (key === undefined) throw new ConfigError(`site ${siteId} has a key of the name ${command.name}`)
      return [key]
    }
    case 'remove-key':
      if (!(await removeModerator(db, siteId, command.name)))
        throw new ConfigError(`site ${siteId} has no key of the name ${command.name}`)
      return [`${command.name}\t${siteId}\tremoved`]
    default:
      return [await decideByCommand(db, deps, siteId, command)]
  }
}

async function decideByCommand(
  db: Kysely<Schema>,
  deps: DecideDeps,
  siteId: string,
  { verb, target, ground, facts, label, erase }: Extract<ModerationCommand, { verb: DecisionKind }>,
): Promise<string> {
  const decision = {
    siteId,
    kind: verb,
    [targetOf[verb]]: target,
    ground,
    facts,
    label,
    erase,
    decidedBy: 'command',
    labelBy: 'server' as const,
  }
  try {
    const id = await db.transaction().execute((trx) => decide(trx, deps, decision))
    return `${id}\t${verb}\t${target}`
  } catch (cause) {
    if (cause instanceof HttpProblem) throw new ConfigError(`${verb} ${target}: ${cause.message}`, { cause })
    throw cause
  }
}

/** What the target of each kind is. */
const targetOf = {
  none: 'report',
  hide: 'post',
  show: 'post',
  label: 'post',
  unlabel: 'post',
  remove: 'post',
  suspend: 'user',
  restore: 'user',
  uphold: 'appeal',
  reverse: 'appeal',
} as const satisfies Record<DecisionKind, 'report' | 'post' | 'user' | 'appeal'>

/** What people typed must not look like another line of a list. */
function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters to take out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 200)
}

function readWords(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        all: { type: 'boolean' },
        ground: { type: 'string' },
        facts: { type: 'string' },
        label: { type: 'string' },
        erase: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
