/** The portal's only stylesheet: system fonts, two colour schemes, nothing fetched. */
export const stylesheet = `
:root {
  --page: #f4f5f8; --card: #ffffff; --line: #d9dde6; --text: #1a2030; --muted: #565f73;
  --accent: #3554d1; --on-accent: #ffffff; --soft: #e9edfb; --good: #1c6b3f; --bad: #a82424;
  --bad-soft: #fdecec; --code: #f0f2f7;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151d; --card: #1b202c; --line: #323a4c; --text: #e9ecf4; --muted: #a6afc3;
    --accent: #9db0ff; --on-accent: #10142b; --soft: #252d47; --good: #7fd6a4; --bad: #ff9d9d;
    --bad-soft: #3a2024; --code: #12161f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--page);
  color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); border: 0; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.top {
  display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; background: var(--card);
  justify-content: space-between; padding: .75rem 1.25rem; border-bottom: 1px solid var(--line);
}
.top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
.brand { color: var(--text); font-weight: 650; text-decoration: none; }
.pill {
  background: var(--soft); color: var(--accent); border-radius: 99px; padding: .1rem .55rem;
  font-size: .8125rem; font-weight: 600;
}
.who { color: var(--muted); }
main { width: 100%; margin: 0 auto; padding: 2rem 1.25rem; flex: 1; }
main.narrow { max-width: 31rem; }
main.wide { max-width: 70rem; }
footer { color: var(--muted); font-size: .875rem; padding: 1.25rem; text-align: center; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: 0 0 1rem; }
.lead, .muted { color: var(--muted); }
.small { font-size: .875rem; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem;
  margin-bottom: 1.25rem;
}
.card > :last-child { margin-bottom: 0; }
.grid { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); margin-bottom: 1.25rem; }
.grid > .card { margin: 0; }
label.field { display: block; font-weight: 600; margin-bottom: 1rem; }
.field input {
  display: block; width: 100%; margin-top: .3rem; padding: .65rem .75rem; font: inherit; font-weight: 400;
  color: inherit; background: var(--card); border: 1px solid var(--muted); border-radius: 9px;
}
button, .button {
  font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.1rem; cursor: pointer;
  border-radius: 9px; border: 1px solid var(--accent); background: var(--card);
  color: var(--accent); text-decoration: none; display: inline-flex; align-items: center;
}
button.primary { background: var(--accent); color: var(--on-accent); }
button.danger { border-color: var(--bad); color: var(--bad); }
button:hover, .button:hover { filter: brightness(.94); }
button.link {
  border: 0; min-height: 2rem; padding: 0 .25rem; background: none; text-decoration: underline;
  font-weight: 400;
}
button.copy { min-height: 1.75rem; padding: 0 .6rem; font-size: .8125rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
.actions > * { flex: 1 1 10.5rem; justify-content: center; text-align: center; }
.people { display: grid; gap: .6rem; margin-bottom: 1rem; }
.above { margin-top: 1.5rem; }
.people button { display: block; width: 100%; text-align: left; line-height: 1.35; padding: .6rem .9rem; }
.people small { display: block; font-weight: 400; color: var(--muted); }
.people .primary small { color: inherit; }
fieldset { border: 0; padding: 0; margin: 0 0 1.25rem; min-width: 0; }
legend { font-weight: 650; padding: 0; margin-bottom: .5rem; }
.choice {
  display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; align-items: start;
  padding: .7rem .85rem; border: 1px solid var(--line); border-radius: 10px; margin-bottom: .5rem;
}
.choice:has(input:checked) { border-color: var(--accent); background: var(--soft); }
.choice:has(input:disabled) { color: var(--muted); padding-block: .4rem; border-style: dashed; }
.company span { display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between; }
.company small { align-self: center; }
.choice input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent); }
.choice small { display: block; color: var(--muted); font-weight: 400; }
.notice { border-left: 4px solid var(--accent); background: var(--soft); padding: .75rem 1rem; border-radius: 6px; margin-bottom: 1rem; }
.failure { border-top: 4px solid var(--bad); }
.notice.bad { border-color: var(--bad); background: var(--bad-soft); }
code, pre { font: .8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 5px; padding: .1rem .35rem; }
pre { background: var(--code); border-radius: 9px; padding: .75rem; margin: .35rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
.scroll { overflow-x: auto; }
th, td { text-align: left; padding: .6rem .5rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--muted); font-size: .875rem; }
ol.plain { padding-left: 1.25rem; margin: 0; }
ol.plain li { margin-bottom: .35rem; }
.vat { white-space: nowrap; }
.steps { list-style: none; padding: 0; margin: 0; }
.steps > li { border-top: 1px solid var(--line); }
.steps summary { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr) auto; gap: 0 .75rem; align-items: center; padding: .6rem 0; cursor: pointer; }
.steps summary::marker { content: ""; }
.steps summary::-webkit-details-marker { display: none; }
.steps summary::after { content: "▸"; color: var(--muted); grid-area: 1 / 3 / span 2; }
.steps details[open] > summary::after { content: "▾"; }
.steps summary > .number { grid-row: span 2; }
.steps summary > h3 { font-size: 1rem; }
.gist { grid-column: 2; color: var(--muted); font-size: .875rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.steps article { padding: 0 0 1.25rem 3.25rem; }
.number {
  width: 2.25rem; height: 2.25rem; border-radius: 50%; display: grid; place-items: center;
  background: var(--soft); color: var(--accent); font-weight: 700;
}
.refused .number { background: var(--bad-soft); color: var(--bad); }
.steps time { color: var(--muted); font-size: .8125rem; }
.exchange { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin: .5rem 0; }
.exchange h4 { margin: 0; font-size: .8125rem; color: var(--muted); font-weight: 600; }
.checks { list-style: none; margin: .5rem 0 0; padding: 0; font-size: .9375rem; }
.checks li { padding-left: 1.5rem; position: relative; }
.checks li::before { content: "✓"; position: absolute; left: 0; color: var(--good); font-weight: 700; }
.checks li.failed::before { content: "✕"; color: var(--bad); }
.checks li.client::before { content: "→"; color: var(--accent); }
.checks .source { color: var(--muted); font-size: .8125rem; }
@media (max-width: 40rem) {
  main { padding: 1.25rem .85rem; }
  .card { padding: 1.1rem; }
  .steps article { padding-left: 0; }
  .stacking thead { display: none; }
  .stacking tr { display: block; border-top: 1px solid var(--line); padding: .6rem 0; }
  .stacking td { display: block; border: 0; padding: .2rem 0; }
}
`
