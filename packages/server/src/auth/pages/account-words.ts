import type { DecisionWords } from './decision-words.js'

/** What a redirect to the account page can say there. */
export type AccountNotice =
  | 'ended'
  | 'endedAll'
  | 'password'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'ai'
  | 'words'
  | 'wordsWrong'
  | 'appeal'
  | 'lastWay'
  | 'stale'

/** The AI preferences, in the order in which they are asked for. */
export const AI_USES = ['training', 'generation', 'inference', 'embedding'] as const

/** Every word of the account pages. */
export interface AccountWords {
  readonly account: string
  readonly signOut: string
  readonly back: string
  readonly notices: Readonly<Record<AccountNotice, string>>
  readonly signIns: string
  readonly signInsLead: string
  readonly noSignIns: string
  readonly byHost: string
  readonly since: string
  readonly lastSeen: string
  readonly end: string
  readonly endLabel: (place: string) => string
  readonly endAll: string
  readonly ways: string
  readonly waysLead: string
  readonly noPasskeys: (host: string) => string
  readonly password: string
  readonly passwordIsSet: string
  readonly noPassword: string
  readonly change: string
  readonly changePassword: string
  readonly setPassword: string
  readonly passkey: string
  readonly created: string
  readonly used: string
  readonly neverUsed: string
  readonly remove: string
  readonly removeLabel: (name: string) => string
  readonly addPasskey: string
  readonly ai: string
  readonly aiLead: string
  readonly aiUses: Readonly<Record<(typeof AI_USES)[number], readonly [label: string, hint: string]>>
  readonly words: string
  readonly wordsLead: string
  readonly wordsLabel: string
  readonly wordsHint: string
  readonly wordsSave: string
  readonly save: string
  readonly data: string
  readonly dataLead: string
  readonly exportLink: string
  readonly deleteLink: string
  readonly signInTitle: string
  readonly signInLead: string
  readonly againTitle: string
  readonly againLead: string
  readonly passwordLead: string
  readonly newPassword: string
  readonly passkeyTitle: string
  readonly passkeyLead: string
  readonly passkeyName: string
  readonly passkeyNameHint: string
  readonly passkeysMany: string
  readonly exportTitle: string
  readonly exportLead: string
  readonly exportButton: string
  readonly exportBusy: string
  readonly deleteTitle: string
  readonly deleteLead: string
  readonly deleteItems: readonly string[]
  readonly deleteConfirm: (handle: string) => string
  readonly deleteButton: string
  readonly deleteWrong: string
  readonly deletedTitle: string
  readonly deletedLead: string
  readonly joinTitle: string
  readonly joinLead: string
  readonly resetTitle: string
  readonly resetLead: string
  readonly resetButton: string
  readonly hostLead: string
  readonly hostButton: string
  readonly linkUsedTitle: string
  readonly linkUsedLead: string
  readonly noSiteTitle: string
  readonly noSiteLead: string
  readonly decisions: DecisionWords
}
