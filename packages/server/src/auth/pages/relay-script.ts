/** The relay's only script, allowed by its hash. The answer goes to the opener, and only if the opener is a page of the
 *  relay's origin; with no opener it travels in the fragment of the page that `state` names (random + '.' + base64url of
 *  path and query), as `#ai-feed=` and the answer as a query string, percent-encoded. What leaves the
 *  origin falls back to the origin's root; so do a name before the host, and `blob:`, whose origin is that of its maker. */
export const relayScript = `
'use strict';
(() => {
  const origin = document.getElementById('relay').dataset.origin;
  const query = new URLSearchParams(location.search);
  const answer = {};
  for (const name of ['code', 'state', 'iss', 'error', 'error_description']) {
    const value = query.get(name);
    if (value !== null) answer[name] = value;
  }
  history.replaceState(null, '', location.pathname);
  const page = () => {
    try {
      const part = (answer.state || '').split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
      const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
      const url = new URL(new TextDecoder().decode(bytes), origin + '/');
      if (url.href.startsWith(origin + '/')) return url;
    } catch {}
    return new URL(origin + '/');
  };
  const target = page();
  target.hash = 'ai-feed=' + encodeURIComponent(new URLSearchParams(answer).toString());
  if (!window.opener || window.opener.closed) {
    location.replace(target.href);
    return;
  }
  window.opener.postMessage(answer, origin);
  document.getElementById('link').href = target.href;
  setTimeout(() => { document.getElementById('done').hidden = false; }, 1500);
})();
`
