"""The style of a report's page: paper and ink, by day, by night, on a telephone and in print."""

STYLE = """
:root {
  --paper: #fcfbf8; --raised: #f4f2ec; --ink: #1e2126; --muted: #5a616c; --rule: #e2ded5; --link: #1d5594;
  --error: #ac231b; --warning: #855000; --info: #365f88; --focus: #1d5594;
  --model: #e2f0e2; --model-line: #4b9159; --nbest: #dbefec; --nbest-line: #2f8d81;
  --annotation: #e1ebf9; --annotation-line: #5583c4; --search: #eae5f8; --search-line: #8064c6;
  --splice: #f9e9c8; --splice-line: #b67b17; --memory: #e7e9ec; --memory-line: #747c88;
  --missed: #fadfdc; --missed-line: #c6372d;
  --arabic: "Noto Naskh Arabic", "Amiri", "Scheherazade New", "Sakkal Majalla", "Geeza Pro", serif;
  --english: "Charter", "Iowan Old Style", "Source Serif 4", "Noto Serif", "Georgia", serif;
  --plain: system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17191c; --raised: #212429; --ink: #e4e1da; --muted: #a3a9b3; --rule: #31353b; --link: #92bdf0;
    --error: #ff9f95; --warning: #eebc66; --info: #9cc1e8; --focus: #92bdf0;
    --model: #1e3625; --model-line: #68b079; --nbest: #173834; --nbest-line: #52b3a6;
    --annotation: #1e314c; --annotation-line: #75a3e3; --search: #30284d; --search-line: #a48be4;
    --splice: #43320f; --splice-line: #d79f3d; --memory: #2d3137; --memory-line: #949ca8;
    --missed: #4b201d; --missed-line: #ee7167;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 84rem; padding: 0 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 0.875rem/1.5 var(--plain); }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
h1, h2, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 3; padding: 0.25rem 0.75rem; background: var(--paper); }

header.page { padding: 2.5rem 0 1.25rem; }
h1 { font: 400 1.75rem/1.2 var(--english); }
h2 { font: 600 1rem/1.4 var(--plain); overflow-wrap: anywhere; }
header.page dl { display: flex; flex-wrap: wrap; gap: 0.75rem 2.25rem; margin-top: 1.25rem; }
header.page dl div { display: flex; flex-direction: column-reverse; }
header.page dt { color: var(--muted); }
header.page dd { font: 400 1.5rem/1.3 var(--english); font-variant-numeric: tabular-nums; }
header.page .error dd { color: var(--error); }
header.page .warning dd { color: var(--warning); }
.legend { display: flex; flex-wrap: wrap; gap: 0.375rem 1.25rem; margin-top: 1.25rem; color: var(--muted); }
nav { margin-top: 1.5rem; }
nav ul { columns: 24rem; column-gap: 2.5rem; }
nav li { break-inside: avoid; padding: 0.125rem 0; overflow-wrap: anywhere; }
nav span { color: var(--muted); margin-left: 0.5rem; }

.filters { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem;
  margin: 0 -1.5rem; padding: 0.625rem 1.5rem; background: var(--paper); border-bottom: 1px solid var(--rule); }
.filters input[type=search] { flex: 1 1 14rem; min-width: 8rem; }
.filters input[type=search], .filters select, button { font: inherit; color: inherit; height: 2rem; max-width: 14rem;
  padding: 0 0.625rem; background: var(--raised); border: 1px solid var(--rule); border-radius: 0.375rem; }
.filters input[type=search] { max-width: 26rem; }
.filters input::placeholder { color: var(--muted); opacity: 1; }
.toggle { display: inline-flex; align-items: center; gap: 0.375rem; height: 2rem; padding: 0 0.625rem; cursor: pointer;
  border: 1px solid var(--rule); border-radius: 0.375rem; white-space: nowrap; }
.toggle input { margin: 0; accent-color: var(--link); }
.toggle.error { color: var(--error); }
.toggle.warning { color: var(--warning); }
.toggle.info { color: var(--info); }
.toggle:has(:checked) { background: var(--raised); border-color: currentColor; }
#shown { color: var(--muted); margin-left: auto; font-variant-numeric: tabular-nums; }
#ask { width: 2rem; padding: 0; cursor: pointer; }

section.file, section.entries { margin-top: 2rem; }
section.file.quiet { display: none; }
.nothing { color: var(--muted); padding: 1rem 0; }
.segment { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr) minmax(0, 1fr); gap: 0 2.25rem;
  grid-template-rows: auto auto 1fr;
  padding: 1rem 0 1rem 0.875rem; border-top: 1px solid var(--rule); border-left: 3px solid transparent;
  content-visibility: auto; contain-intrinsic-size: auto 8rem; }
.file h2 { margin-bottom: 0.75rem; }
.segment.error { border-left-color: var(--error); }
.segment.warning { border-left-color: var(--warning); }
.segment.info { border-left-color: var(--info); }
.segment:focus, .segment:target { background: var(--raised); outline: none; }
.segment:focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; }
.meta { grid-row: 1 / span 3; display: flex; flex-wrap: wrap; align-content: start; gap: 0 0.625rem;
  padding-top: 0.5625rem; color: var(--muted); font-size: 0.75rem; overflow-wrap: anywhere; }
.meta .id { flex-basis: 100%; color: var(--muted); text-decoration: none; font-weight: 600; font-size: 0.8125rem; }
.meta .id:hover { text-decoration: underline; }
.source, .target { white-space: pre-wrap; overflow-wrap: anywhere; }
.source { grid-row: 1 / span 3; font: 1.375rem/1.85 var(--arabic); }
.target { font: 1.0625rem/1.7 var(--english); padding-top: 0.4375rem; }
.terms, .remarks { grid-column: 3; margin-top: 0.375rem; }
.loose .remarks { grid-column: 1 / -1; margin: 0; }
.term { color: inherit; text-decoration: none; padding: 0.0625em 0; border-bottom: 2px solid;
  border-radius: 2px 2px 0 0; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.nested { border-bottom: 1px dotted currentColor; }
.verdict { color: var(--ink); padding: 0.0625rem 0.375rem; border-bottom: 2px solid; border-radius: 2px; }
.v-model { background: var(--model); border-color: var(--model-line); }
.v-n-best { background: var(--nbest); border-color: var(--nbest-line); }
.v-annotation { background: var(--annotation); border-color: var(--annotation-line); }
.v-search { background: var(--search); border-color: var(--search-line); }
.v-splice { background: var(--splice); border-color: var(--splice-line); }
.v-memory { background: var(--memory); border-color: var(--memory-line); }
.v-missed { background: var(--missed); border-color: var(--missed-line); border-bottom: 3px double var(--missed-line); }
.reported { background: none; border-bottom-style: dotted; }
.term:hover, .term.lit { box-shadow: 0 0 0 2px var(--ink); border-radius: 2px; }
.terms { display: flex; flex-wrap: wrap; gap: 0.125rem 1.5rem; color: var(--muted); font-size: 0.8125rem; }
.terms li.lit { color: var(--ink); }
.terms [lang=ar] { font: 1rem/1.6 var(--arabic); unicode-bidi: isolate; }
.terms .verdict { font-size: 0.75rem; }
.remarks li { padding: 0.125rem 0; overflow-wrap: anywhere; }
.remarks span { unicode-bidi: isolate; }
.remarks .error b { color: var(--error); }
.remarks .warning b { color: var(--warning); }
.remarks .info b { color: var(--info); }
.remarks .known { color: var(--muted); }
code { font: 0.8125rem/1.4 ui-monospace, "Cascadia Mono", "Menlo", "DejaVu Sans Mono", monospace; color: var(--muted);
  white-space: nowrap; }
.control { font: 0.625rem/1 var(--plain); color: var(--muted); border: 1px solid var(--muted); border-radius: 2px;
  padding: 0 0.125rem; vertical-align: super; unicode-bidi: isolate; }
.empty { color: var(--muted); font-style: italic; }

table { width: 100%; margin-top: 0.75rem; border-collapse: collapse; }
th, td { padding: 0.375rem 1.25rem 0.375rem 0; text-align: left; vertical-align: baseline; overflow-wrap: anywhere;
  border-top: 1px solid var(--rule); }
thead th { color: var(--muted); font-weight: 400; border: 0; }
tbody th { font: 1.125rem/1.6 var(--arabic); text-align: right; padding-right: 0; padding-left: 1.25rem; }
thead th:first-child { text-align: right; padding: 0.375rem 0 0.375rem 1.25rem; }
th:first-child { width: 16rem; }
thead th:nth-child(2), tbody td:nth-child(2) { padding-left: 1.25rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; width: 4.5rem; white-space: nowrap; }
.some, .uses .missing { color: var(--error); font-weight: 600; }
.place, .status, .uses { color: var(--muted); font-size: 0.8125rem; }
.uses a { white-space: nowrap; margin-right: 0.25rem; }
.uses details { display: inline; }
.uses summary { cursor: pointer; display: inline; text-decoration: underline dotted; }
tr:target, tr:focus { background: var(--raised); outline: none; }
footer { margin-top: 3rem; color: var(--muted); font-size: 0.8125rem; overflow-wrap: anywhere; }

dialog { max-width: 30rem; color: inherit; background: var(--paper); border: 1px solid var(--rule);
  border-radius: 0.5rem; padding: 1.5rem; }
dialog::backdrop { background: rgb(0 0 0 / 0.4); }
dialog dl { margin: 1rem 0; }
dialog dl div { display: flex; gap: 1rem; padding: 0.25rem 0; }
dialog dt { flex: 0 0 3rem; }
dialog p { margin-bottom: 1rem; }
kbd { font: inherit; padding: 0.0625rem 0.4375rem; background: var(--raised); border: 1px solid var(--rule);
  border-radius: 0.25rem; }

@media (max-width: 56rem) {
  body { padding: 0 1rem 3rem; }
  .filters { margin: 0 -1rem; padding: 0.5rem 1rem; position: static; }
  .filters input[type=search] { flex-basis: 100%; max-width: none; }
  html { scroll-padding-top: 1rem; }
  .segment { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; gap: 0.25rem; }
  .meta, .source { grid-row: auto; padding: 0; }
  .meta .id { flex-basis: auto; }
  .terms, .remarks { grid-column: auto; }
  .target { padding-top: 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  tr { display: block; padding: 0.625rem 0; border-top: 1px solid var(--rule); }
  tbody th, tbody td { display: block; width: auto !important; padding: 0 !important; border: 0; text-align: left; }
  tbody th { text-align: right; }
  tbody td.number { display: inline-block; margin-right: 1.5rem; text-align: left; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); font-weight: 400; }
}
@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --muted: #444; --rule: #bbb; --link: #000; --error: #8c1510;
    --warning: #6b4000; --info: #24476b;
    --model: #e2f0e2; --nbest: #dbefec; --annotation: #e1ebf9; --search: #eae5f8; --splice: #f9e9c8; --memory: #e7e9ec;
    --missed: #fadfdc; }
  body { max-width: none; padding: 0; font-size: 8.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .filters, .skip, dialog { display: none !important; }
  header.page { padding-top: 0; }
  .segment { grid-template-columns: 4.5rem minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.25rem; break-inside: avoid;
    content-visibility: visible; padding: 0.5rem 0 0.5rem 0.5rem; }
  .meta, .source { grid-row: 1 / span 3; }
  .meta .id { flex-basis: 100%; }
  .terms, .remarks { grid-column: 3; }
  .loose .remarks { grid-column: 1 / -1; }
  .source { font-size: 13pt; line-height: 1.7; }
  .target { font-size: 10.5pt; line-height: 1.5; padding-top: 0.3rem; }
  code, .terms, .terms [lang=ar], .terms .verdict, .meta, .meta .id { font-size: 7.5pt; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  a { text-decoration: none; }
}
"""
