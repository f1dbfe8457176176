"""The report's own style sheet: screen, narrow screen and paper."""

from .. import palette as p

CSS = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; font: 17px/1.55 {p.FONT}; color: {p.INK}; background: {p.PAPER};
  overflow-wrap: break-word; }}
header {{ background: {p.BRAND_DARK}; color: {p.PAPER}; padding: 40px 24px 32px; }}
main {{ max-width: 1128px; margin: 0 auto; }}
header p, header h1, footer p {{ max-width: 1080px; margin: 0 auto 6px; }}
h1 {{ font-size: 40px; line-height: 1.1; letter-spacing: -.01em; }}
h2 {{ font-size: 28px; line-height: 1.2; margin: 0 0 16px; padding-top: 14px;
  border-top: 4px solid {p.BRAND}; }}
h3 {{ font-size: 21px; line-height: 1.3; margin: 32px 0 10px; color: {p.BRAND_DARK}; }}
h4 {{ font-size: 18px; margin: 22px 0 8px; }}
main {{ padding: 8px 24px 40px; }}
section {{ margin-top: 44px; }}
p, ul, ol {{ max-width: 72ch; margin: 0 0 14px; }}
li {{ margin-bottom: 6px; }}
a {{ color: {p.BRAND}; }}
code {{ font: 14px/1.5 "DejaVu Sans Mono", Consolas, monospace; background: {p.WASH};
  padding: 1px 5px; overflow-wrap: anywhere; }}
nav {{ margin-top: 28px; padding: 14px 18px 6px; border: 1px solid {p.RULE}; }}
nav ul {{ list-style: none; padding: 0; columns: 3; max-width: none; }}
.small {{ font-size: 14px; color: {p.MUTED}; }}
.cite a {{ text-decoration: none; margin-left: 2px; font-weight: normal; }}
.warning {{ border-left: 6px solid {p.PAYS}; background: #fdf3ec; padding: 14px 18px;
  margin: 24px 0; }}
.missing {{ border: 1px dashed {p.RULE}; padding: 16px; color: {p.MUTED}; }}
.tiles {{ display: flex; flex-wrap: wrap; gap: 12px; margin: 18px 0; }}
.tiles div {{ flex: 1 1 150px; display: flex; flex-direction: column-reverse;
  justify-content: flex-end; background: {p.WASH}; border-top: 3px solid {p.BRAND};
  padding: 12px 14px; }}
.tiles dd {{ margin: 0; font-size: 27px; line-height: 1.2; font-weight: bold;
  color: {p.BRAND_DARK}; }}
.tiles dt {{ font-size: 15px; color: {p.MUTED}; }}
.rule {{ padding: 2px 18px; background: {p.WASH}; font-size: 16px; }}
.rule ul {{ padding-left: 20px; }}
.rule ul ul {{ list-style: none; }}
figure {{ margin: 28px 0; }}
figcaption {{ margin-top: 10px; color: {p.MUTED}; font-size: 15px; }}
.pair {{ display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px; align-items: start; }}
.picture svg {{ display: block; width: 100%; max-width: 560px; height: auto; }}
.wp-table {{ overflow-x: auto; margin: 14px 0 22px; }}
table {{ border-collapse: collapse; width: 100%; font-size: 15px; }}
caption {{ text-align: left; font-weight: bold; padding-bottom: 6px; }}
th, td {{ text-align: left; vertical-align: top; padding: 7px 14px 7px 0;
  border-bottom: 1px solid {p.RULE}; }}
thead th {{ border-bottom: 2px solid {p.INK}; vertical-align: bottom; }}
tbody th {{ font-weight: normal; }}
tfoot th, tfoot td {{ font-weight: bold; border-bottom: 2px solid {p.INK}; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.number:last-child {{ padding-right: 2px; }}
td:not(.number) {{ min-width: 8em; }}
.reading {{ border-left: 4px solid {p.BRAND_TINT}; padding-left: 18px; margin: 20px 0; }}
.sources li {{ font-size: 15px; }}
footer {{ background: {p.WASH}; padding: 24px; font-size: 14px; color: {p.MUTED}; }}
@media (min-width: 900px) {{
  .side {{ grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 40px; }}
  .side .wp-table {{ margin-top: 0; }}
}}
@media screen {{ .side .wp-table {{ max-height: 560px; overflow-y: auto; }} }}
@media (max-width: 600px) {{
  body {{ font-size: 16px; }} h1 {{ font-size: 31px; }} h2 {{ font-size: 24px; }}
  header {{ padding: 26px 20px 22px; }} main {{ padding: 4px 20px 30px; }}
  nav ul {{ columns: 2; }} .tiles div {{ flex-basis: 130px; }} .tiles dd {{ font-size: 23px; }}
}}
@page {{ size: A4; margin: 16mm 14mm 18mm; }}
@page {{ @bottom-right {{ content: counter(page) " of " counter(pages); font: 9pt {p.FONT}; }} }}
@media print {{
  body {{ font-size: 10pt; }} h1 {{ font-size: 24pt; }} h2 {{ font-size: 16pt; }}
  h3 {{ font-size: 12.5pt; }} table {{ font-size: 8.5pt; }} code {{ font-size: 8pt; }}
  header, .tiles div, .rule {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
  header p, header h1, main {{ max-width: none; }} main {{ padding: 0; }}
  section {{ margin-top: 22pt; }}
  .wp-table {{ overflow: visible; }} th, td {{ padding: 2.5pt 8pt 2.5pt 0; }}
  .picture svg {{ max-width: 120mm; }} .picture, tr, .reading p {{ break-inside: avoid; }}
  h2, h3, h4, caption {{ break-after: avoid; }} .tiles dd {{ font-size: 15pt; }}
  .tiles dt {{ font-size: 9pt; }}
  .pair {{ display: block; }}
}}
"""
