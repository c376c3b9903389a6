/** What the account pages add to the look of the server's own pages. */
export const accountStyles = `
main.wide { max-inline-size: 40rem }
body:has(main.wide) { place-items: start center }
.top { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; justify-content: space-between }
.top .site { margin: 0; flex: 1 1 12rem }
main.wide > h1 { margin-block-start: 1.5rem }
section { border-block-start: 1px solid var(--line); margin-block-start: 1.5rem; padding-block-start: 1.25rem }
h2 { font-size: 1.0625rem; line-height: 1.3; font-weight: 650; margin: 0 0 .375rem }
section > p { color: var(--muted); font-size: .9375rem }
ul.rows { list-style: none; background: none; padding: 0; margin: 0 0 1rem; gap: 0 }
ul.rows li { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; justify-content: space-between;
  padding-block: .75rem; border-block-end: 1px solid var(--line) }
ul.rows li > div { flex: 1 1 12rem; min-inline-size: 0 }
ul.rows strong { display: block; font-weight: 600; overflow-wrap: anywhere }
ul.rows span { color: var(--muted); font-size: .875rem }
button.small, a.small { inline-size: auto; min-block-size: 2.5rem; padding: .375rem 1rem; font-size: .9375rem }
.line { display: flex; flex-wrap: wrap; gap: .625rem; margin-block-start: 1rem }
.danger { color: var(--wrong) } button.danger, a.danger { color: var(--wrong) }
button.wrong { background: var(--wrong); color: light-dark(#fff, #2b0a14) }
.done { background: var(--soft); border-radius: .75rem; padding: .75rem .875rem; margin: 1rem 0 0; font-size: .9375rem }
.check { display: grid; grid-template-columns: auto 1fr; gap: .125rem .75rem; align-items: start; padding-block: .625rem }
.check input { inline-size: 1.25rem; block-size: 1.25rem; min-block-size: 0; margin: .125rem 0 0; padding: 0; accent-color: var(--accent) }
.check label { margin: 0 } .check .hint { grid-column: 2; margin: 0 }
textarea { display: block; inline-size: 100%; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--edge);
  border-radius: .75rem; padding: .625rem .875rem; resize: vertical }
textarea:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
textarea[aria-invalid=true] { border-color: var(--wrong) }
dl { margin: 0 0 1.25rem } dt { color: var(--muted); font-size: .875rem; margin-block-start: .75rem } dd { margin: 0 }
.said { white-space: pre-line; overflow-wrap: anywhere; unicode-bidi: isolate }
.narrow { max-inline-size: 26rem }
`
