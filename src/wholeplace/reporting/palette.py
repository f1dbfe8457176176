"""The colours and the typeface of every page, chart and map. Named once, here.

Text colours keep a contrast of at least 4.5 to 1 on PAPER and on WASH. PAYS and GAINS differ in
lightness as well as hue, and never stand without a word: they can be told apart without colour.
"""

FONT = "Helvetica, Arial, sans-serif"

BRAND = "#0b5a5a"
"""Deep teal: headers, links, the main series of a chart."""

BRAND_DARK = "#073b3c"
BRAND_TINT = "#d9ece8"

INK = "#16211f"
MUTED = "#4a5856"
RULE = "#c3cecb"
WASH = "#f2f7f5"
PAPER = "#ffffff"
FOCUS = "#ffdd00"

GAINS = BRAND
GAINS_PALE = "#86b9b3"
"""Capacity released: a gain, but not cash."""

PAYS = "#b4500e"
"""Burnt orange: money going out."""

MARK = "#8a2f6b"
"""Plum: the point of a chart one should look at."""

ERROR = "#a3231f"
WARNING = "#8a5a00"
FINE = "#1d6b3a"

SEQUENCE = ("#e4f2ed", "#b3dacf", "#74b8ac", "#2f8886", "#0a4a4d")
"""Low to high on a map: one hue in even steps of lightness, safe in print and for every eye."""

NO_DATA = "#ececec"
NO_DATA_HATCH = "#8f9a98"
