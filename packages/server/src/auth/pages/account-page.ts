import { html as markup } from 'hono/html'
import type { AccountOverview, OwnDecision } from '../../account-ports.js'
import type { StandingSignIn } from '../sign-ins.js'
import { drawAction, drawTime } from './account-layout.js'
import type { AccountPage } from './account-layout.js'
import { AI_USES } from './account-words.js'
import type { AccountNotice } from './account-words.js'
import { drawDecisions } from './decision-pages.js'
import { drawAsker, drawPage } from './layout.js'
import type { Markup } from '../../http/page-markup.js'
import type { Page } from './layout.js'

/** What the account page shows. */
export interface AccountContents {
  readonly overview: AccountOverview
  readonly signIns: readonly StandingSignIn[]
  readonly decisions: readonly OwnDecision[]
  readonly notice?: AccountNotice | undefined
  /** Words to mute that were refused, as they were typed. */
  readonly typedWords?: string | undefined
  readonly hasPasskeys: boolean
  /** Whether this server can export and delete accounts. */
  readonly hasRights: boolean
}

/** Where the form of muted words is sent: as multipart, because long words in scripts beyond ASCII fit no other way. */
export const WORDS_PATH = '/account/words'

/** Draws the one page of an account: where its user is signed in and how, what AI may do, what they do not want to read, and
 *  their data. */
export function drawAccountPage(page: AccountPage, contents: AccountContents): Page {
  const { language, own, asker } = page
  const { overview, decisions, notice } = contents
  const name = overview.name === '' ? '' : markup`<bdi>${overview.name}</bdi> · `
  const body = markup`<div class="top">${drawAsker(asker)}${drawAction(page, '/account/sign-out', own.signOut)}</div>
<h1>${own.account}</h1>
<p class="lead">${name}<bdi>@${overview.handle}</bdi></p>
${overview.isSuspended ? markup`<p class="alert">${own.decisions.suspendedLead}</p>` : ''}
${notice === undefined ? '' : drawNotice(own.notices[notice], notice)}
${decisions.length === 0 ? '' : drawDecisions(page, decisions)}
${drawSignIns(page, contents.signIns)}
${drawWays(page, contents)}
${drawAi(page, overview)}
${drawWords(page, contents)}
${contents.hasRights ? drawData(page) : ''}`
  return drawPage({ language, title: `${own.account} · ${asker.siteName}`, body, isAccount: true, isWide: true })
}

function drawNotice(sentence: string, notice: AccountNotice): Markup {
  return notice === 'lastWay' || notice === 'stale' || notice === 'wordsWrong'
    ? markup`<p class="alert" role="alert">${sentence}</p>`
    : markup`<p class="done" role="status">${sentence}</p>`
}

function drawSignIns(page: AccountPage, signIns: readonly StandingSignIn[]): Markup {
  const { language, own } = page
  const rows = signIns.map(({ id, origin, since, lastSeen }) => {
    const end = { label: own.endLabel(origin ?? own.byHost), values: { id } }
    return markup`<li><div><strong dir="ltr">${origin ?? own.byHost}</strong>
<span>${own.since} ${drawTime(language, since)}, ${own.lastSeen} ${drawTime(language, lastSeen)}</span></div>
${drawAction(page, '/account/sign-ins/end', own.end, end)}</li>`
  })
  return markup`<section aria-labelledby="sign-ins"><h2 id="sign-ins">${own.signIns}</h2>
<p>${signIns.length === 0 ? own.noSignIns : own.signInsLead}</p>
${signIns.length === 0 ? '' : markup`<ul class="rows">${rows}</ul>${drawAction(page, '/account/sign-ins/end-all', own.endAll)}`}</section>`
}

function drawWays(page: AccountPage, { overview, hasPasskeys }: AccountContents): Markup {
  const { language, own, asker } = page
  const keys = overview.passkeys.map(({ id, name, createdAt, usedAt }) => {
    const title = name === '' ? own.passkey : name
    const used = usedAt === null ? own.neverUsed : markup`${own.used} ${drawTime(language, usedAt)}`
    return markup`<li><div><strong><bdi>${title}</bdi></strong>
<span>${own.created} ${drawTime(language, createdAt)}, ${used}</span></div>
${drawAction(page, '/account/passkeys/remove', own.remove, { label: own.removeLabel(title), values: { id } })}</li>`
  })
  const { hasPassword } = overview
  return markup`<section aria-labelledby="ways"><h2 id="ways">${own.ways}</h2>
<p>${hasPasskeys ? own.waysLead : own.noPasskeys(new URL(asker.origin).hostname)}</p>
<ul class="rows"><li><div><strong>${own.password}</strong><span>${hasPassword ? own.passwordIsSet : own.noPassword}</span></div>
<a class="button quiet small" href="/account/password">${hasPassword ? own.changePassword : own.setPassword}</a></li>${keys}</ul>
${hasPasskeys ? markup`<div class="line"><a class="button quiet small" href="/account/passkeys/add">${own.addPasskey}</a></div>` : ''}</section>`
}

function drawAi({ own, csrfToken }: AccountPage, { aiPreferences }: AccountOverview): Markup {
  const checks = AI_USES.map((use) => {
    const [label, hint] = own.aiUses[use]
    const checked = aiPreferences[use] === 'allow' ? markup` checked` : ''
    return markup`<div class="check"><input type="checkbox" id="${use}" name="${use}" value="allow" aria-describedby="${use}-hint"${checked}>
<label for="${use}">${label}</label><span class="hint" id="${use}-hint">${hint}</span></div>`
  })
  return markup`<section aria-labelledby="ai"><h2 id="ai">${own.ai}</h2>
<p>${own.aiLead}</p>
<form method="post" action="/account/ai"><input type="hidden" name="token" value="${csrfToken}">${checks}
<div class="line"><button class="small">${own.save}</button></div></form></section>`
}

function drawWords({ own, csrfToken }: AccountPage, { overview, typedWords }: AccountContents): Markup {
  const isFaulty = typedWords === undefined ? '' : markup` aria-invalid="true"`
  // The first line break after the tag is not part of the text.
  return markup`<section aria-labelledby="words-title"><h2 id="words-title">${own.words}</h2>
<p>${own.wordsLead}</p>
<form method="post" action="${WORDS_PATH}" enctype="multipart/form-data"><input type="hidden" name="token" value="${csrfToken}">
<label for="words">${own.wordsLabel}</label>
<textarea id="words" name="words" rows="4" dir="auto" autocapitalize="none" autocomplete="off" spellcheck="false" aria-describedby="words-hint"${isFaulty}>
${typedWords ?? overview.mutedWords.join('\n')}</textarea><span class="hint" id="words-hint">${own.wordsHint}</span>
<div class="line"><button class="small">${own.wordsSave}</button></div></form></section>`
}

function drawData({ own }: AccountPage): Markup {
  return markup`<section aria-labelledby="data"><h2 id="data">${own.data}</h2>
<p>${own.dataLead}</p>
<div class="line"><a class="button quiet small" href="/account/export">${own.exportLink}</a>
<a class="button quiet small danger" href="/account/delete">${own.deleteLink}</a></div></section>`
}
