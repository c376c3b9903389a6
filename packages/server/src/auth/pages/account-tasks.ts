import { html as markup } from 'hono/html'
import { drawBack, drawTask } from './account-layout.js'
import type { AccountPage } from './account-layout.js'
import { drawField } from './form-field.js'
import { drawAlert } from './layout.js'
import type { Markup } from '../../http/page-markup.js'
import type { Page } from './layout.js'
import { drawPasskeyForm } from './passkey-form.js'

/** Draws the form for another password, or the first one. */
export function drawPasswordPage(
  page: AccountPage,
  { handle, hasPassword }: { handle: string; hasPassword: boolean },
): Page {
  const { own, sentence } = page
  const title = hasPassword ? own.changePassword : own.setPassword
  const body = markup`<p class="lead">${own.passwordLead}</p>
${drawAlert(sentence)}
<form method="post" action="/account/password">${drawToken(page)}${drawHandle(handle)}
${drawNewPassword(page)}
<div class="buttons"><button>${title}</button>${drawBack(page)}</div></form>`
  return drawTask(page, title, body)
}

/** Draws the form in which the browser makes one more passkey. */
export function drawPasskeyPage(
  page: AccountPage,
  { options, scriptUrl }: { options: string; scriptUrl: string },
): Page {
  const { own, words, csrfToken, sentence } = page
  const name = drawField({
    name: 'name',
    label: own.passkeyName,
    note: words.optional,
    hint: own.passkeyNameHint,
    autocomplete: 'off',
  })
  const body = markup`<p class="lead">${own.passkeyLead}</p>
${drawAlert(sentence)}
<noscript><p class="alert" role="alert">${words.passkeyNoScript}</p></noscript>
${drawPasskeyForm({
  action: '/account/passkeys/add',
  options,
  csrfToken,
  label: words.passkeyMake,
  words,
  isMain: true,
  fields: markup`<div class="fields">${name}</div>`,
  after: drawBack(page),
})}`
  return drawTask(page, own.passkeyTitle, body, { scriptUrl })
}

/** Draws the page from which everything can be downloaded. */
export function drawExportPage(page: AccountPage): Page {
  const { own } = page
  const body = markup`<p class="lead">${own.exportLead}</p>
${drawAlert(page.sentence)}
<form method="post" action="/account/export">${drawToken(page)}
<div class="buttons"><button>${own.exportButton}</button>${drawBack(page)}</div></form>`
  return drawTask(page, own.exportTitle, body)
}

/** Draws the last question before an account is deleted. */
export function drawDeletePage(page: AccountPage, handle: string): Page {
  const { own, sentence } = page
  const field = drawField({
    name: 'handle',
    label: own.deleteConfirm(handle),
    value: '',
    autocomplete: 'off',
    isFaulty: sentence !== undefined,
  })
  const body = markup`<p class="danger"><strong>${own.deleteLead}</strong></p>
<ul>${own.deleteItems.map((item) => markup`<li>${item}</li>`)}</ul>
${drawAlert(sentence)}
<form method="post" action="/account/delete">${drawToken(page)}
<div class="fields">${field}</div>
<div class="buttons"><button class="wrong">${own.deleteButton}</button>${drawBack(page)}</div></form>`
  return drawTask(page, own.deleteTitle, body)
}

/** Draws the form that an invitation leads to. */
export function drawJoinPage(
  page: AccountPage,
  {
    token,
    handle,
    name,
    faultyField,
  }: { token: string; handle: string; name: string; faultyField?: string | undefined },
): Page {
  const { own, words, sentence } = page
  const body = markup`<p class="lead">${own.joinLead}</p>
${drawAlert(sentence)}
<form method="post" action="/account/join">${drawToken(page)}<input type="hidden" name="invite" value="${token}">
<div class="fields">
${drawField({ name: 'handle', label: words.handle, hint: words.handleHint, value: handle, autocomplete: 'username', isFaulty: faultyField === 'handle', isFirst: true })}
${drawField({ name: 'name', label: words.name, note: words.optional, value: name, autocomplete: 'nickname', isFaulty: faultyField === 'name' })}
${drawField({ name: 'password', label: words.password, hint: words.passwordHint, autocomplete: 'new-password', isFaulty: faultyField === 'password' })}
</div>
<div class="buttons"><button>${words.signUpButton}</button></div></form>`
  return drawTask(page, own.joinTitle, body)
}

/** Draws the one button that a user comes to whom their site sends here. */
export function drawHostPage(page: AccountPage, assertion: string): Page {
  const { own } = page
  const body = markup`<p class="lead">${own.hostLead}</p>
<form method="post" action="/account/host">${drawToken(page)}<input type="hidden" name="assertion" value="${assertion}">
<div class="buttons"><button>${own.hostButton}</button></div></form>`
  return drawTask(page, own.account, body)
}

/** Draws the form that a reset link leads to. */
export function drawResetPage(page: AccountPage, { token, handle }: { token: string; handle: string }): Page {
  const { own, sentence } = page
  const body = markup`<p class="lead"><bdi>@${handle}</bdi><br>${own.resetLead}</p>
${drawAlert(sentence)}
<form method="post" action="/account/reset">${drawToken(page)}<input type="hidden" name="link" value="${token}">${drawHandle(handle)}
${drawNewPassword(page)}
<div class="buttons"><button>${own.resetButton}</button></div></form>`
  return drawTask(page, own.resetTitle, body)
}

function drawToken({ csrfToken }: AccountPage): Markup {
  return markup`<input type="hidden" name="token" value="${csrfToken}">`
}

/** Tells password managers whose password it is. */
function drawHandle(handle: string): Markup {
  return markup`<input type="hidden" name="username" autocomplete="username" value="${handle}">`
}

function drawNewPassword({ own, words, sentence }: AccountPage): Markup {
  const field = drawField({
    name: 'password',
    label: own.newPassword,
    hint: words.passwordHint,
    autocomplete: 'new-password',
    isFaulty: sentence !== undefined,
    isFirst: true,
  })
  return markup`<div class="fields">${field}</div>`
}
