"""Where the parts of a chart go: lengths in units of the view box, in which text is 15 units high. Pure.

The same facts are laid out twice, for wide screens and for narrow ones, so that text keeps its size. Words come in
ready-made; what is drawn comes out as marks with fixed decimals, and as SVG in which every text is escaped.
"""
