"""MAP: a person's way through care and life, with the gaps between organisations as things of their own.

Holds nothing yet. Here will live journeys, stages, touchpoints, hand-overs and gaps, each resting on what
people said in `workshops`; `goals` will use them as evidence.
"""
