"""Charts as they stand on a page: words and drawing together, from figures that have been told and nothing else.

Each function returns a `Picture`, which `components/chart.html` shows: the message as its heading, what is drawn, the
drawing for wide and for narrow, a reading, the whole table, and where the figures can be fetched.
"""

from followup.pictures.beside import BesideRow, beside_picture
from followup.pictures.frame import Head, Part, Picture, Table
from followup.pictures.funnel import funnel_picture
from followup.pictures.multiples import multiples_picture
from followup.pictures.slope import can_compare, slope_picture
from followup.pictures.spc import spc_picture

__all__ = [
    "BesideRow", "Head", "Part", "Picture", "Table", "beside_picture", "can_compare", "funnel_picture",
    "multiples_picture", "slope_picture", "spc_picture",
]  # fmt: skip
