import type { Refusal, SignUpFault } from '../../ports.js'

/** A language that the server's own pages speak. */
export type PageLanguage = 'en' | 'de'

/** Every word of the sign-in, sign-up, consent, relay and error pages. */
export interface PageWords {
  readonly signIn: string
  readonly signInLead: string
  readonly signUp: string
  readonly signUpLead: string
  readonly handle: string
  readonly handleHint: string
  readonly name: string
  readonly optional: string
  readonly password: string
  readonly passwordHint: string
  readonly signInButton: string
  readonly signUpButton: string
  readonly cancelButton: string
  readonly or: string
  readonly passkeySignIn: string
  readonly passkeySignUp: string
  readonly passkeySignUpTitle: string
  readonly passkeySignUpLead: string
  readonly passkeyMake: string
  readonly passkeyCanceled: string
  readonly passkeyNoScript: string
  readonly toPassword: string
  readonly toSignUp: readonly [question: string, link: string]
  readonly toSignIn: readonly [question: string, link: string]
  readonly toAccount: string
  readonly agreement: readonly [before: string, between: string, after: string]
  readonly consentTitle: readonly [before: string, after: string]
  readonly consentLead: string
  readonly consentItems: readonly string[]
  readonly consentNever: string
  readonly allowButton: string
  readonly faults: Readonly<Record<PageFault, string>>
  readonly minutes: (count: number) => string
  readonly relayTitle: string
  readonly relayLead: string
  readonly relayDone: string
  readonly relayLink: string
  readonly relayNoScript: string
  readonly expiredTitle: string
  readonly expiredLead: string
  readonly limitedTitle: string
  readonly limitedLead: string
  readonly brokenTitle: string
  readonly brokenLead: string
}

/** What can be wrong with what was typed, or with the attempt as a whole. */
export type PageFault =
  | SignUpFault
  | Refusal<'wrong' | 'suspended' | 'limited'>['fault']
  | 'passkey_unknown'
  | 'passkey_refused'
  | 'closed'
  | 'stale'
  | 'busy'

/** Picks the language that the reader prefers among those there are, by `Accept-Language` (RFC 9110, section 12.5.4). */
export function pickLanguage(acceptLanguage: string): PageLanguage {
  const wanted = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((item) => {
      const [tag = '', quality = ''] = item.trim().toLowerCase().split(';')
      return { language: tag.split('-')[0], weight: Number(/q=([\d.]+)/.exec(quality)?.[1] ?? 1) }
    })
    .filter(({ language, weight }) => weight > 0 && (language === 'en' || language === 'de'))
    .toSorted((a, b) => b.weight - a.weight)
  return wanted[0]?.language === 'de' ? 'de' : 'en'
}
