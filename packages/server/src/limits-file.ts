import { readFileSync } from 'node:fs'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { ConfigError } from './config-error.js'

/** Reads the JSON file that overrides limits: an object of names from /v1/limits with other numbers or lists.
 *  Without a path the defaults hold.
 *  @throws ConfigError naming the file and the first entry that cannot be used. */
export function readLimitsFile(path: string | undefined): Limits {
  if (path === undefined) return defaultLimits
  return overrideLimits(path, parseFile(path))
}

function parseFile(path: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new ConfigError(`AI_FEED_LIMITS names ${path}, which cannot be read as JSON: ${messageOf(cause)}`, { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`AI_FEED_LIMITS names ${path}, which is not a JSON object`)
  }
  return { ...value }
}

function overrideLimits(path: string, overrides: Record<string, unknown>): Limits {
  for (const [name, value] of Object.entries(overrides)) {
    if (!Object.hasOwn(defaultLimits, name))
      throw new ConfigError(`AI_FEED_LIMITS: ${path} sets ${name}, which is not a limit`)
    const isList = Array.isArray(defaultLimits[name as keyof typeof defaultLimits])
    if (isList ? !isListOfWords(value) : !isCount(value)) {
      const wanted = isList ? 'a list of words' : 'a whole number of at least 0'
      throw new ConfigError(`AI_FEED_LIMITS: ${path} sets ${name} to something that is not ${wanted}`)
    }
  }
  return { ...defaultLimits, ...overrides }
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isListOfWords(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
