/** What the stand-in's own pages need beyond the portal's styles. */
export const phoneStyles = `
.phone {
  max-width: 25rem; margin: 0 auto 1.25rem; background: var(--card); border: 10px solid var(--bezel);
  border-radius: 2.75rem; padding: .75rem 1.25rem 2rem; min-height: 38rem;
}
.phone-bar { display: flex; justify-content: space-between; font-weight: 650; font-size: .8125rem; margin: 0 .5rem 1.25rem; }
.phone h1 { font-size: 1.35rem; margin-bottom: 0; }
.phone-empty { text-align: center; color: var(--muted); padding: 6rem 1rem; }
.phone-items { list-style: none; padding: 0; margin: 1rem 0 0; display: grid; gap: .9rem; }
.phone-item { border: 1px solid var(--line); border-radius: 1.1rem; padding: 1rem; overflow-wrap: anywhere; }
.phone-item.opened { border: 2px solid var(--accent); background: var(--soft); }
.phone-item h2 { font-size: .875rem; color: var(--muted); margin: 0; font-weight: 600; }
.phone-item p { margin: 0; }
.phone-amount { font-size: 1.6rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.phone-item .field { margin: .75rem 0 0; }
.phone-links { display: flex; gap: 1.25rem; justify-content: center; }
.phones { list-style: none; padding: 0; display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.phones .card { margin: 0; }
.filter { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin-bottom: 1.25rem; }
.filter label { font-weight: 600; }
select {
  display: block; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--muted);
  border-radius: 9px; padding: .55rem .75rem; margin-top: .3rem; max-width: 100%;
}
.deliveries { list-style: none; padding: 0; margin: 0; }
.deliveries p { margin-bottom: .5rem; overflow-wrap: anywhere; }
.deliveries summary { cursor: pointer; min-height: 1.75rem; }
.deliveries details ol { margin-top: .75rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.pill.bad { background: var(--bad-soft); }
.notice.bad { color: inherit; }
.big { font-size: 1.5rem; font-weight: 650; margin-bottom: .25rem; font-variant-numeric: tabular-nums; }
:root { --bezel: #262b36; }
@media (prefers-color-scheme: dark) { :root { --bezel: #3a4254; } }
@media (max-width: 40rem) { .phone { border-width: 6px; border-radius: 2rem; padding-inline: .9rem; } }
`
