import { html } from 'hono/html'
import { drawAlert, drawAsker, drawPage } from './layout.js'
import type { Asker, Page } from './layout.js'
import type { PageLanguage, PageWords } from './page-words.js'

/** What a form page shows beside its words. */
export interface FormPage {
  readonly language: PageLanguage
  readonly words: PageWords
  readonly asker: Asker
  /** Path of the interaction; the forms post below it. */
  readonly path: string
  readonly csrfToken: string
  /** What was typed before; passwords are never given back. */
  readonly handle: string
  readonly name: string
  /** The sentence of a refusal, and the field that it is about. */
  readonly sentence?: string
  readonly faultyField?: 'handle' | 'name' | 'password'
}

/** Draws the sign-in form. */
export function drawSignInPage(page: FormPage & { canSignUp: boolean }): Page {
  const { language, words, asker, path, csrfToken, handle, sentence, canSignUp } = page
  const body = html`${drawAsker(asker)}
<h1>${words.signIn}</h1>
<p class="lead">${words.signInLead}</p>
${drawAlert(sentence)}
<form method="post" action="${path}">
<input type="hidden" name="token" value="${csrfToken}">
<div class="fields">
<div><label for="handle">${words.handle}</label>
<input id="handle" name="handle" value="${handle}" required maxlength="64" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false"${handle === '' ? html` autofocus` : ''}></div>
<div><label for="password">${words.password}</label>
<input id="password" name="password" type="password" required maxlength="512" autocomplete="current-password"${describeFault(sentence)}${handle === '' ? '' : html` autofocus`}></div>
</div>
<div class="buttons"><button>${words.signInButton}</button>
<button class="quiet" formaction="${path}/cancel" formnovalidate>${words.cancelButton}</button></div>
</form>
${canSignUp ? html`<p class="other">${words.toSignUp[0]} <a href="${path}/sign-up">${words.toSignUp[1]}</a></p>` : ''}`
  return drawPage({ language, title: `${words.signIn} · ${asker.siteName}`, body })
}

/** Draws the sign-up form. It also asks for consent, so that nothing more has to be clicked. */
export function drawSignUpPage(page: FormPage): Page {
  const { language, words, asker, path, csrfToken, handle, name, sentence, faultyField } = page
  const mark = (field: string): ReturnType<typeof html> | '' =>
    faultyField === field ? html` aria-invalid="true" autofocus` : ''
  const body = html`${drawAsker(asker)}
<h1>${words.signUp}</h1>
<p class="lead">${words.signUpLead}</p>
${drawAlert(sentence)}
<form method="post" action="${path}/sign-up">
<input type="hidden" name="token" value="${csrfToken}">
<div class="fields">
<div><label for="handle">${words.handle}</label>
<input id="handle" name="handle" value="${handle}" required maxlength="64" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" aria-describedby="handle-hint${faultyField === 'handle' ? ' fault' : ''}"${mark('handle')}${faultyField === undefined ? html` autofocus` : ''}>
<span class="hint" id="handle-hint">${words.handleHint}</span></div>
<div><label for="name">${words.name} <span>(${words.optional})</span></label>
<input id="name" name="name" value="${name}" maxlength="200" dir="auto" autocomplete="nickname"${mark('name')}></div>
<div><label for="password">${words.password}</label>
<input id="password" name="password" type="password" required maxlength="512" autocomplete="new-password" aria-describedby="password-hint${faultyField === 'password' ? ' fault' : ''}"${mark('password')}>
<span class="hint" id="password-hint">${words.passwordHint}</span></div>
</div>
<p class="fine">${words.agreement[0]}<bdi>${asker.siteName}</bdi>${words.agreement[1]}<bdi>${asker.origin}</bdi>${words.agreement[2]}</p>
<div class="buttons"><button>${words.signUpButton}</button>
<button class="quiet" formaction="${path}/cancel" formnovalidate>${words.cancelButton}</button></div>
</form>
<p class="other">${words.toSignIn[0]} <a href="${path}">${words.toSignIn[1]}</a></p>`
  return drawPage({ language, title: `${words.signUp} · ${asker.siteName}`, body })
}

function describeFault(sentence: string | undefined): ReturnType<typeof html> | '' {
  return sentence === undefined ? '' : html` aria-describedby="fault"`
}
