"""MAP: a person's way through care and life, with the gaps between organisations as things of their own.

A map lives as rows (`models`), is changed only through `actions.editing.changing`, which writes down what was there
before, and is read as one `analysis.document.Document`, of which every page, picture, comparison and file is made.
"""
