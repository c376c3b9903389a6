import { html as markup } from 'hono/html'
import { drawField } from './form-field.js'
import { drawAlert, drawAsker, drawPage } from './layout.js'
import type { Markup } from '../../http/page-markup.js'
import type { Asker, Page } from './layout.js'
import type { PageLanguage, PageWords } from './page-words.js'
import { PASSKEY_SCRIPT_PATH, drawPasskeyForm } from './passkey-form.js'

/** What a form page shows beside its words. */
export interface FormPage {
  readonly language: PageLanguage
  readonly words: PageWords
  readonly asker: Asker
  /** This server's own origin. */
  readonly publicUrl: string
  /** Path of the interaction; the forms post to it and below it. */
  readonly path: string
  readonly csrfToken: string
  /** What was typed before; passwords are never given back. */
  readonly handle: string
  readonly name: string
  /** The sentence of a refusal, and the field that it is about. */
  readonly sentence?: string
  readonly faultyField?: 'handle' | 'name' | 'password'
  /** Where somebody who is refused can read why. */
  readonly accountPath?: string | undefined
}

/** Draws the sign-in form. */
export function drawSignInPage(page: FormPage & { canSignUp: boolean; passkeyOptions?: string | undefined }): Page {
  const { language, words, asker, path, csrfToken, handle, sentence, canSignUp, passkeyOptions: options } = page
  const { accountPath } = page
  const isHandleKnown = handle !== ''
  const body = markup`${drawAsker(asker)}
<h1>${words.signIn}</h1>
<p class="lead">${words.signInLead}</p>
${drawAlert(sentence)}
${accountPath === undefined ? '' : markup`<p class="other"><a href="${accountPath}" target="_blank" rel="noopener">${words.toAccount}</a></p>`}
${options === undefined ? '' : drawPasskeyForm({ action: `${path}/passkey`, options, csrfToken, label: words.passkeySignIn, words, after: drawOr(words) })}
<form method="post" action="${path}">
<div class="fields">
${drawField({ name: 'handle', label: words.handle, value: handle, autocomplete: 'username', isFirst: !isHandleKnown })}
${drawField({ name: 'password', label: words.password, autocomplete: 'current-password', isFirst: isHandleKnown })}
</div>
${drawButtons(page, words.signInButton)}
</form>
${canSignUp ? markup`<p class="other">${words.toSignUp[0]} <a href="${path}/sign-up">${words.toSignUp[1]}</a></p>` : ''}`
  return drawPage({ language, title: `${words.signIn} · ${asker.siteName}`, body, ...scriptFor(page, options) })
}

/** Draws the sign-up form. It also asks for consent, so that nothing more has to be clicked. */
export function drawSignUpPage(page: FormPage & { hasPasskeys: boolean }): Page {
  const { language, words, asker, path, handle, name, sentence, faultyField } = page
  const [before, between, after] = words.agreement
  const judge = (field: FormPage['faultyField']): { isFaulty: boolean; isFirst: boolean } => ({
    isFaulty: faultyField === field,
    isFirst: (faultyField ?? 'handle') === field,
  })
  const body = markup`${drawAsker(asker)}
<h1>${words.signUp}</h1>
<p class="lead">${words.signUpLead}</p>
${drawAlert(sentence)}
<form method="post" action="${path}/sign-up">
<div class="fields">
${drawField({ name: 'handle', label: words.handle, hint: words.handleHint, value: handle, autocomplete: 'username', ...judge('handle') })}
${drawField({ name: 'name', label: words.name, note: words.optional, value: name, autocomplete: 'nickname', ...judge('name') })}
${drawField({ name: 'password', label: words.password, hint: words.passwordHint, autocomplete: 'new-password', ...judge('password') })}
</div>
<p class="fine">${before}<bdi>${asker.siteName}</bdi>${between}<bdi>${asker.origin}</bdi>${after}</p>
${drawButtons(page, words.signUpButton, page.hasPasskeys ? drawPasskeyChoice(page) : '')}
</form>
<p class="other">${words.toSignIn[0]} <a href="${path}">${words.toSignIn[1]}</a></p>`
  return drawPage({ language, title: `${words.signUp} · ${asker.siteName}`, body })
}

/** Draws the page on which the browser makes the passkey of an account to be: handle and name are decided. */
export function drawPasskeySignUpPage(page: FormPage & { passkeyOptions: string }): Page {
  const { language, words, asker, path, csrfToken, handle, passkeyOptions: options } = page
  const [before, between, after] = words.agreement
  const back = markup`<a class="button quiet" href="${path}/sign-up">${words.toPassword}</a>`
  const body = markup`${drawAsker(asker)}
<h1>${words.passkeySignUpTitle}</h1>
<p class="lead"><bdi>@${handle}</bdi><br>${words.passkeySignUpLead}</p>
<p class="fine">${before}<bdi>${asker.siteName}</bdi>${between}<bdi>${asker.origin}</bdi>${after}</p>
<noscript><p class="alert" role="alert">${words.passkeyNoScript}</p></noscript>
${drawPasskeyForm({ action: `${path}/sign-up/passkey/done`, options, csrfToken, label: words.passkeyMake, words, isMain: true, after: back })}`
  return drawPage({
    language,
    title: `${words.signUp} · ${asker.siteName}`,
    body,
    ...scriptFor(page, options),
  })
}

function drawOr({ or }: PageWords): Markup {
  return markup`<div class="or">${or}</div>`
}

function drawPasskeyChoice({ words, path }: FormPage): Markup {
  return markup`<button class="quiet" formaction="${path}/sign-up/passkey" formnovalidate>${words.passkeySignUp}</button>`
}

function scriptFor({ publicUrl }: FormPage, options: string | undefined): { scriptUrl?: string } {
  return options === undefined ? {} : { scriptUrl: publicUrl + PASSKEY_SCRIPT_PATH }
}

/** Draws what every form ends with: its token, its one action, and the way out. */
export function drawButtons(
  { words, path, csrfToken }: Pick<FormPage, 'words' | 'path' | 'csrfToken'>,
  action: string,
  more: Markup | '' = '',
): Markup {
  return markup`<input type="hidden" name="token" value="${csrfToken}">
<div class="buttons"><button>${action}</button>${more}
<button class="quiet" formaction="${path}/cancel" formnovalidate>${words.cancelButton}</button></div>`
}
