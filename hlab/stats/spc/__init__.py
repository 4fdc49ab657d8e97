"""Statistical process control: is something changing, or does it only vary? Pure numpy.

Arrays of values are (series × time) or one series (time,); missing is NaN. Every function works on all series at once,
so that a page with sixty indicators and a file with millions of points are the same code.

Sources: Shewhart; Wheeler & Chambers 1992; Nelson 1982; NHS England, *Making Data Count*; Montgomery, *Introduction to
Statistical Quality Control*; Laney 2002; Benneyan 2001; Anhøj & Olesen 2014; Anhøj & Wentzel-Larsen 2018.
"""
