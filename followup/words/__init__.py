"""What figures, periods, groups, answers and imports are called in Swedish: the one place for each of them.

Pages, files, letters, messages and acts all take their words here. Reads nothing: what is said is given."""
