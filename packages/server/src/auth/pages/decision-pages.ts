import { html as markup } from 'hono/html'
import type { OwnDecision } from '../../account-ports.js'
import { drawBack, drawTask, drawTime } from './account-layout.js'
import type { AccountPage } from './account-layout.js'
import { drawAlert } from './layout.js'
import type { Markup } from '../../http/page-markup.js'
import type { Page } from './layout.js'

/** Draws what was decided about a user, newest first, as a part of their account page. */
export function drawDecisions({ language, own }: AccountPage, decisions: readonly OwnDecision[]): Markup {
  const { decisions: words } = own
  const rows = decisions.map((decision) => {
    const { id, kind, postText, at, appeal, canAppeal } = decision
    const state = appeal && words.states[appeal.answer?.kind ?? 'open']
    return markup`<li><div><strong>${words.kinds[kind]}</strong>${postText ? markup`<span dir="auto">${shorten(postText)}</span>` : ''}
<span>${drawTime(language, at)}${state === undefined ? '' : markup` · ${state}`}</span></div>
<a class="button quiet small" href="/account/decisions/${id}" aria-label="${words.readLabel(words.kinds[kind])}">${canAppeal ? words.readAndAppeal : words.read}</a></li>`
  })
  return markup`<section aria-labelledby="decisions"><h2 id="decisions">${words.title}</h2>
<p>${words.lead}</p>
<ul class="rows">${rows}</ul></section>`
}

/** Draws the statement of reasons of one decision (Digital Services Act, article 17), what was said against it, and the form to
 *  say it. */
export function drawDecisionPage(page: AccountPage, decision: OwnDecision, typed = ''): Page {
  const { own, sentence } = page
  const { decisions: words } = own
  const body = markup`${drawReasons(page, decision)}
${drawAlert(sentence)}
${decision.appeal ? drawAppeal(page, decision, decision.appeal) : ''}
${decision.canAppeal ? drawAppealForm(page, decision.id, typed) : ''}
${isRestriction(decision) ? markup`<p class="fine">${decision.canAppeal || decision.appeal ? '' : markup`${words.appealOver} `}${words.elsewhere}</p>` : ''}
<div class="buttons">${drawBack(page)}</div>`
  return drawTask(page, words.kinds[decision.kind], body)
}

function drawReasons({ language, own }: AccountPage, decision: OwnDecision): Markup {
  const { decisions: words } = own
  const { kind, label, erase, postText, ground, facts, isAutomated, isReported, at } = decision
  const said: readonly (readonly [string, Markup | string | null])[] = [
    [words.when, drawTime(language, at)],
    [words.post, postText ? shorten(postText) : null],
    [words.label, label],
    [words.effect, words.effects[erase ? 'erase' : kind]],
    [words.ground, ground],
    [words.facts, facts || null],
    [
      words.origin,
      `${isReported ? words.reported : words.ownInitiative} ${isAutomated ? words.byMachine : words.byPerson}`,
    ],
  ]
  const rows = said.map(([name, value]) =>
    value === null ? '' : markup`<dt>${name}</dt><dd class="said" dir="auto">${value}</dd>`,
  )
  return markup`<dl>${rows}</dl>`
}

function drawAppeal(
  { language, own }: AccountPage,
  { erase }: OwnDecision,
  { reason, receivedAt, answer }: NonNullable<OwnDecision['appeal']>,
): Markup {
  const { decisions: words } = own
  const isBeyondRepair = erase && answer?.kind === 'reverse'
  const answered =
    answer &&
    markup`<dt>${words.answer}</dt><dd><strong>${words.answers[answer.kind]}</strong>
${isBeyondRepair ? words.reversedRemoval : ''} ${drawTime(language, answer.at)}</dd>
<dt>${words.ground}</dt><dd class="said" dir="auto">${answer.ground}</dd>
${answer.facts === '' ? '' : markup`<dt>${words.facts}</dt><dd class="said" dir="auto">${answer.facts}</dd>`}`
  return markup`<h2>${words.yourAppeal}</h2><dl><dt>${drawTime(language, receivedAt)}</dt>
<dd class="said" dir="auto">${reason}</dd>${answered ?? markup`<dt>${words.answer}</dt><dd>${words.states.open}</dd>`}</dl>`
}

/** Multipart, because long words in scripts beyond ASCII fit no other way. */
function drawAppealForm({ own, csrfToken, sentence }: AccountPage, id: string, typed: string): Markup {
  const { decisions: words } = own
  const isFaulty = sentence === undefined ? '' : markup` aria-invalid="true" aria-describedby="fault"`
  // The first line break after the tag is not part of the text.
  return markup`<h2>${words.appealTitle}</h2><p>${words.appealLead}</p>
<form method="post" action="/account/decisions/${id}/appeal" enctype="multipart/form-data">
<input type="hidden" name="token" value="${csrfToken}">
<label for="reason">${words.appealLabel}</label>
<textarea id="reason" name="reason" rows="6" required dir="auto"${isFaulty}>
${typed}</textarea>
<div class="line"><button class="small">${words.appealButton}</button></div></form>`
}

function isRestriction({ kind }: OwnDecision): boolean {
  return kind === 'hide' || kind === 'label' || kind === 'remove' || kind === 'suspend'
}

/** The database gives the first 200 characters. */
function shorten(text: string): string {
  const characters = [...text]
  return characters.length > 120 ? `${characters.slice(0, 120).join('')}…` : text
}
