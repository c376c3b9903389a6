import { html as markup } from 'hono/html'
import { drawTask } from './account-layout.js'
import type { AccountPage } from './account-layout.js'
import { drawField } from './form-field.js'
import { drawAlert } from './layout.js'
import type { Page } from './layout.js'
import { drawPasskeyForm } from './passkey-form.js'

/** Draws the sign-in of the account pages.
 *  @param query of the address, which says the site and what comes after; @param isAgain somebody is signed in but not
 *  freshly enough for what they want. */
export function drawAccountSignInPage(
  page: AccountPage,
  form: {
    query: string
    handle: string
    isAgain: boolean
    passkey?: { options: string; scriptUrl: string } | undefined
  },
): Page {
  const { own, words, csrfToken, sentence } = page
  const { query, handle, isAgain, passkey } = form
  const fields = markup`<div class="fields">
${drawField({ name: 'handle', label: words.handle, value: handle, autocomplete: 'username', isFirst: handle === '' })}
${drawField({ name: 'password', label: words.password, autocomplete: 'current-password', isFirst: handle !== '' })}
</div>`
  const keyForm = passkey && {
    action: `/account/sign-in/passkey${query}`,
    options: passkey.options,
    csrfToken,
    label: words.passkeySignIn,
    words,
    after: markup`<div class="or">${words.or}</div>`,
  }
  const body = markup`<p class="lead">${isAgain ? own.againLead : own.signInLead}</p>
${drawAlert(sentence)}
${keyForm === undefined ? '' : drawPasskeyForm(keyForm)}
<form method="post" action="/account/sign-in${query}"><input type="hidden" name="token" value="${csrfToken}">
${fields}
<div class="buttons"><button>${words.signInButton}</button>${isAgain ? markup`<a class="button quiet" href="/account">${words.cancelButton}</a>` : ''}</div></form>`
  const title = isAgain ? own.againTitle : own.signInTitle
  return drawTask(page, title, body, passkey ? { scriptUrl: passkey.scriptUrl } : {})
}
