/** The look of the server's own pages: one calm card, light and dark by the reader's setting, no script needed. */
export const pageStyles = `
:root { color-scheme: light dark; font: 1rem/1.5 "Inter", system-ui, sans-serif;
  --page: light-dark(#f4f4f2, #0c0d10); --surface: light-dark(#fff, #14151a); --field: light-dark(#fff, #0c0d10);
  --text: light-dark(#17181c, #eceef2); --muted: light-dark(#5c606a, #9aa0ac);
  --line: light-dark(#e6e6e2, #262932); --edge: light-dark(#8b8e96, #6d7380);
  --accent: light-dark(#5b3df5, #9b87ff); --on-accent: light-dark(#fff, #120b33); --soft: light-dark(#f2f0fe, #1f1b33);
  --wrong: light-dark(#a3123f, #ff9db6); --wrong-soft: light-dark(#fdecf1, #351622) }
* { box-sizing: border-box }
body { margin: 0; min-block-size: 100dvh; display: grid; place-items: center; padding: 1.25rem;
  background: var(--page); color: var(--text) }
main { inline-size: 100%; max-inline-size: 26rem; background: var(--surface); border: 1px solid var(--line);
  border-radius: 1.25rem; padding: 1.75rem; box-shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 32px rgb(0 0 0 / .06) }
.site { display: flex; align-items: center; gap: .75rem; margin-block-end: 1.25rem; min-inline-size: 0 }
.mark { flex: none; display: grid; place-items: center; inline-size: 2.75rem; block-size: 2.75rem; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); font-weight: 700; font-size: 1.125rem }
.site div { min-inline-size: 0; line-height: 1.35 }
.site strong { display: block; font-weight: 650; overflow-wrap: anywhere }
.origin { color: var(--muted); font-size: .9375rem; overflow-wrap: anywhere; unicode-bidi: isolate }
h1 { font-size: 1.375rem; line-height: 1.25; font-weight: 700; letter-spacing: -.01em; margin: 0 0 .375rem; text-wrap: balance }
p { margin: 0 0 1rem; text-wrap: pretty } .lead, .fine { color: var(--muted) } .fine { font-size: .875rem }
bdi { overflow-wrap: anywhere; color: var(--text); font-weight: 600 }
form { margin: 0 } .fields { display: grid; gap: 1rem; margin-block: 1.25rem }
label { display: block; font-weight: 600; font-size: .9375rem; margin-block-end: .375rem }
label span { color: var(--muted); font-weight: 400 }
input { display: block; inline-size: 100%; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--edge);
  border-radius: .75rem; padding: .625rem .875rem; min-block-size: 2.875rem }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
input[aria-invalid=true] { border-color: var(--wrong) }
.hint { display: block; color: var(--muted); font-size: .875rem; margin-block-start: .375rem }
.alert { background: var(--wrong-soft); color: var(--wrong); border-radius: .75rem; padding: .75rem .875rem; margin: 1rem 0 0; font-size: .9375rem }
.buttons { display: grid; gap: .625rem }
button { font: inherit; font-weight: 650; inline-size: 100%; min-block-size: 2.875rem; border-radius: 999px; border: 1px solid transparent;
  padding: .5rem 1.25rem; cursor: pointer; background: var(--accent); color: var(--on-accent) }
button:hover { filter: brightness(1.08) }
button .key { vertical-align: -.2em; margin-inline-end: .5rem }
button:disabled { opacity: .6; cursor: progress }
[hidden] { display: none }
.or { display: flex; align-items: center; gap: .75rem; margin: 1rem 0; color: var(--muted); font-size: .875rem }
.or::before, .or::after { content: ''; flex: 1; border-block-start: 1px solid var(--line) }
a.button { display: grid; place-items: center; text-align: center; text-decoration: none; font-weight: 650; min-block-size: 2.875rem; border-radius: 999px;
  border: 1px solid var(--line); padding: .5rem 1.25rem; color: var(--text) } a.button:hover { background: var(--page) }
button.quiet { background: none; color: var(--text); border-color: var(--line) } button.quiet:hover { background: var(--page); filter: none }
ul { margin: 0 0 1.25rem; padding: .875rem 1rem .875rem 2rem; background: var(--soft); border-radius: .875rem; display: grid; gap: .375rem }
li::marker { color: var(--accent) }
a { color: var(--accent); font-weight: 600; text-underline-offset: .15em }
.other { text-align: center; margin: 1.25rem 0 0; color: var(--muted); font-size: .9375rem }
@media (max-width: 24rem) { body { padding: 0; place-items: stretch; background: var(--surface) }
  main { border: 0; border-radius: 0; box-shadow: none; padding: 1.5rem 1.25rem } }
@media (forced-colors: active) { main, button { border: 1px solid } }
`
