/** The script of pages with passkeys, served at its own address. It asks the browser for what stands in `data-passkey` of a
 *  form and sends the form with the answer in its field `credential`. A browser without passkeys never sees those forms. */
export const passkeyScript = `'use strict';
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const withBytes = (list) => (list || []).map((item) => ({ ...item, id: toBytes(item.id) }));

  const ask = async (form) => {
    const options = JSON.parse(form.dataset.passkey);
    const publicKey = { ...options, challenge: toBytes(options.challenge) };
    if (options.user) {
      publicKey.user = { ...options.user, id: toBytes(options.user.id) };
      publicKey.excludeCredentials = withBytes(options.excludeCredentials);
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = withBytes(options.allowCredentials);
    return navigator.credentials.get({ publicKey });
  };
  const write = ({ id, rawId, type, response }) => {
    const parts = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'])
      if (response[name]) parts[name] = toText(response[name]);
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({ id, rawId: toText(rawId), type, response: parts });
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const fault = document.getElementById(form.dataset.fault);
    form.addEventListener('submit', async (event) => {
      if (event.submitter && event.submitter.hasAttribute('formaction')) return;
      event.preventDefault();
      fault.hidden = true;
      const button = form.querySelector('button');
      button.disabled = true;
      try {
        form.elements.credential.value = write(await ask(form));
        form.submit();
      } catch {
        button.disabled = false;
        fault.hidden = false;
        button.focus();
      }
    });
    form.hidden = false;
  }
})();
`
