/** The page's style sheet: light or dark by the reader's preference, for screens of any width and for paper. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--paper:#fff;--band:#f2f4f7;--line:#d1d9e0;--bad:#a0111f;--warn:#7a4b00;--warn-fill:#fff3d6;--good:#0b5d2a;--link:#0550ae}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa6b2;--paper:#0d1117;--band:#1b222c;--line:#3d444d;--bad:#ff938a;--warn:#f0c250;--warn-fill:#33270a;--good:#7ee2a0;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
h1{margin:0;font-size:1.6rem;line-height:1.25}
h2{margin:2.5rem 0 .75rem;font-size:1.2rem}
h3{margin:1.5rem 0 .5rem;font-size:1rem}
p,ul,dl{margin:.5rem 0}
a{color:var(--link)}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.soft{color:var(--soft)}
.verdict{margin-top:1rem;padding:.75rem 1rem;border:1px solid var(--line);border-left:.4rem solid var(--soft);border-radius:.25rem;background:var(--band)}
.verdict strong{font-size:1.15rem}
.verdict.good{border-left-color:var(--good)}.verdict.good strong{color:var(--good)}
.verdict.bad{border-left-color:var(--bad)}.verdict.bad strong{color:var(--bad)}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin-top:1rem;font-size:.9rem}
.facts dt{color:var(--soft)}.facts dd{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none;font-size:.9rem}
.findings{padding:0;list-style:none}
.findings li{margin:.6rem 0;padding-left:.75rem;border-left:.25rem solid var(--line)}
.findings .error{border-left-color:var(--bad)}.findings .warning{border-left-color:var(--warn)}
.error .severity{color:var(--bad)}.warning .severity{color:var(--warn)}
.severity{font-weight:600}
.picture{overflow-x:auto}
.picture svg{display:block;min-width:44rem;max-width:100%;height:auto}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.5rem;position:sticky;top:0;z-index:1;padding:.6rem 0;background:var(--paper);border-bottom:1px solid var(--line)}
.tools fieldset{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;border:0}
.tools legend{float:left;padding:0 1rem 0 0;color:var(--soft)}
.tools label{min-height:1.75rem;white-space:nowrap}
.tools input{font:inherit;accent-color:var(--link)}
.tools input[type=search]{width:17rem;max-width:100%;padding:.2rem .5rem;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.25rem}
table{width:100%;border-collapse:collapse;font-size:.9rem}
caption{padding:.3rem 0;text-align:left;color:var(--soft)}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;font-weight:400}
tr{border-bottom:1px solid var(--line)}
thead th{font-weight:600;white-space:nowrap}
tbody th[colspan]{padding-top:.6rem;font-weight:600;background:var(--band)}
tbody th span{font-weight:400;color:var(--soft)}
tr.drift,tr.failed,tr.encrypted{background:var(--warn-fill)}
.settings{table-layout:fixed}.settings thead th:first-child{width:20%}.settings thead th:nth-child(4){width:16%}.settings thead th:last-child{width:14%}
.settings td:nth-of-type(4),.settings tr.failed td:last-child{font-weight:600;color:var(--warn)}
.settings .undeclared td:nth-of-type(4){font-weight:400;color:var(--soft)}
.stacks .drift tr,.stacks .failed tr{background:var(--warn-fill)}
td ul{margin:.1rem 0 0;padding:0;list-style:none}
.only{display:none;font-weight:600}
body:has(#show-drift:checked) .only.drift,body:has(#show-failed:checked) .only.failed,body:has(#show-undeclared:checked) .only.undeclared{display:block}
body:has(#show-drift:checked) #settings tbody:not(.drift),body:has(#show-drift:checked) #settings tr:not(.drift,:first-child),
body:has(#show-failed:checked) #settings tbody:not(.failed),body:has(#show-failed:checked) #settings tr:not(.failed,.encrypted,:first-child),
body:has(#show-undeclared:checked) #settings tbody:not(.undeclared){display:none}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media (max-width:40rem){
.facts{display:block}.facts dd{margin-bottom:.35rem}
.tools{position:static}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,caption,tbody,tr,td,th{display:block}
tbody tr{padding:.4rem 0}
tbody th[colspan]{padding:.6rem .5rem .4rem}
td,tbody th{padding:.05rem .5rem;border:0}
tbody th[scope=row]{font-weight:600}
td:empty{display:none}
td::before{color:var(--soft)}
.settings td:nth-of-type(1)::before{content:"State: "}.settings td:nth-of-type(2)::before{content:"Live: "}.settings td:nth-of-type(3)::before{content:"Initial: "}
.settings tr.failed td::before{content:none}
.stacks td:nth-of-type(1)::before{content:"Compared: "}.stacks td:nth-of-type(2)::before{content:"Drifted: "}.stacks td:nth-of-type(3)::before{content:"Not compared: "}
.exposure td:nth-of-type(1)::before{content:"Sensitivity: "}.exposure td:nth-of-type(2)::before{content:"At low risk: "}.exposure td:nth-of-type(3)::before{content:"At medium risk: "}.exposure td:nth-of-type(4)::before{content:"At high risk: "}
}
@media print{
@page{margin:15mm}
:root{font-size:10pt}
body{max-width:none;padding:0}
nav,.tools{display:none}
a{color:inherit;text-decoration:none}
tr,.findings li,.verdict,.picture{break-inside:avoid}
h2,h3,tbody tr:first-child{break-after:avoid}
.picture svg{min-width:0}
}
`;
