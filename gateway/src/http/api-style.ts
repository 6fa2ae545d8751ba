/** The API page's looks; the content security policy lets no style stand in the page itself. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #16211d; --soft: #5b6b65; --line: #d9e2de; --paper: #fff; --tint: #f3f7f5;
  --brand: #0c6b58; --post: #8a4b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eeea; --soft: #9fb0a9; --line: #2c3a35; --paper: #111916;
  --tint: #18221e; --brand: #5fd0b4; --post: #f0b35b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 5rem; max-width: 62rem; color: var(--ink); background: var(--paper);
  font: 16px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; }
p { margin: .4rem 0; } a { color: var(--brand); } small, .soft { color: var(--soft); }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--tint); }
summary { cursor: pointer; padding: .6rem .9rem; } summary:focus-visible { outline: 2px solid var(--brand); }
details > div { padding: .25rem .9rem .9rem; border-top: 1px solid var(--line); background: var(--paper);
  border-radius: 0 0 .5rem .5rem; }
.method { display: inline-block; min-width: 3.4rem; font-weight: 700; color: var(--brand); }
.method.post { color: var(--post); } .lock { float: right; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
th, td { padding: .35rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .875rem; }
td:first-child { white-space: nowrap; }
@media (max-width: 40rem) { td:first-child { white-space: normal; } }
`;
