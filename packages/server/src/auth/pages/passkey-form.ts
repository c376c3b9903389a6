import { html as markup, raw } from 'hono/html'
import type { Markup } from '../../http/page-markup.js'
import type { PageWords } from './page-words.js'

/** Where the script of passkeys is served. */
export const PASSKEY_SCRIPT_PATH = '/account/passkey.js'

/** Draws the form by which a browser uses or makes a passkey. It shows itself once the script has found that the browser
 *  can; without script it is not there.
 *  @param options JSON for the script. */
export function drawPasskeyForm({
  action,
  options,
  csrfToken,
  label,
  words,
  isMain = false,
  fields = '',
  after = '',
}: {
  action: string
  options: string
  csrfToken: string
  label: string
  words: Pick<PageWords, 'passkeyCanceled'>
  /** True for the page's one action. */
  isMain?: boolean
  /** What more is asked, before the button. */
  fields?: Markup | ''
  /** Other buttons. */
  after?: Markup | ''
}): Markup {
  return markup`<form method="post" action="${action}" data-passkey="${options}" data-fault="passkey-fault" hidden>
${fields}<input type="hidden" name="token" value="${csrfToken}"><input type="hidden" name="credential">
<p class="alert" role="alert" id="passkey-fault" hidden>${words.passkeyCanceled}</p>
<div class="buttons"><button${isMain ? '' : raw(' class="quiet"')}>${drawKey()}${label}</button>${after}</div>
</form>`
}

/** A key, for the eye alone. */
function drawKey(): Markup {
  return markup`<svg class="key" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false"><path d="M14 3a7 7 0 0 0-6.7 9L3 16.3V21h4.7v-2.5h2.5V16h2l.6-.6A7 7 0 1 0 14 3Zm2.5 6a1.5 1.5 0 1 1 0-3 1.5 1.5 0 0 1 0 3Z" fill="currentColor"/></svg>`
}
