/** The look of the pages: system fonts, the system's light or dark, nothing loaded from anywhere. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #5b6570; --line: #dfe3e8;
  --accent: #0f6cbd; --good: #107c41; --warn: #9a5b00; --bad: #b3261e; --track: #e6eaee; --code: #f0f2f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181c; --card: #1e2227; --ink: #e8ebee; --soft: #a0aab4; --line: #333a42;
    --accent: #62abf5; --good: #54b87f; --warn: #e0a04c; --bad: #f1857d; --track: #333a42; --code: #262b31;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 1.25rem 1.5rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding-top: 2rem; }
h1 { font-size: 1.7rem; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
nav { display: flex; gap: 1.25rem; margin-left: auto; }
.soft { color: var(--soft); }
.small { font-size: .87rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
.hint { border-left: 4px solid var(--accent); }
.head { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; margin-bottom: .6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .82rem; padding: .3rem .9rem .3rem 0; white-space: nowrap; }
td { border-top: 1px solid var(--line); padding: .55rem .9rem .55rem 0; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.links { white-space: nowrap; }
td.links a { margin-right: .9rem; }
tr.archived { opacity: .6; }
.bar { display: block; width: 9rem; height: 7px; border-radius: 4px; margin-top: .3rem; }
.bar .track { fill: var(--track); }
.bar .fill { fill: var(--accent); }
.bar .full { fill: var(--good); }
.badge { display: inline-block; border: 1px solid currentcolor; border-radius: 999px; padding: 0 .55rem; font-size: .78rem; white-space: nowrap; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
code, pre { font-family: ui-monospace, "Cascadia Mono", Consolas, monospace; font-size: .87rem; }
code { background: var(--code); border-radius: 4px; padding: .05rem .3rem; overflow-wrap: anywhere; }
pre { background: var(--code); border-radius: 8px; padding: .8rem 1rem; overflow-x: auto; margin: .5rem 0; }
pre code { background: none; padding: 0; }
details { border-top: 1px solid var(--line); padding: .55rem 0; }
details:first-of-type { border-top: 0; }
.card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
summary { cursor: pointer; }
.method { display: inline-block; min-width: 4.2rem; font-weight: 700; font-size: .8rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .4rem 0; }
dt { font-weight: 600; } dd { margin: 0; }
footer { color: var(--soft); font-size: .87rem; padding-bottom: 3rem; }
@media (max-width: 40rem) { header, main, footer { padding-left: 1rem; padding-right: 1rem; } nav { margin-left: 0; } }
`;
