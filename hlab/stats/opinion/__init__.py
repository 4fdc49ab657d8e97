"""The opinion map: who votes alike on statements (agree, pass, disagree), and what is shared all the same. Pure numpy.

Sources: Small et al. 2021, *Polis: scaling deliberation by mapping high dimensional opinion spaces*, Recerca 26(2);
Jolliffe, *Principal Component Analysis*; Rousseeuw 1987; Hubert & Arabie 1985; Arthur & Vassilvitskii 2007; Gower &
Dijksterhuis 2004; Hennig 2007.

For a page:

    votes = Votes.from_rows(rows, participants=…, statements=…)   # (person, statement, 1 | 0 | −1), oldest first
    found = opinion_map(votes, rejected=…, previous=State.from_dict(kept) if kept else None, seed=…)
    kept = found.state.as_dict()                                  # store it: steady map, letters, number of groups

`found.drawable` says whether groups may be drawn, `found.reason` why not (a code, see Reason; "unsure" is drawn, but
with that word and without letters: `found.named`). `found.places`, `found.group`, `found.letters`, `found.k`,
`found.statement_places`, `found.representative`, `found.consensus`, `found.informed_consensus`. Where groups are
not drawn, show `by_agreement(found.heard())` and `by_split(found.heard())`; they leave out statements with fewer votes
than the disclosure threshold. Which statement next: `draw_next(open_ids, weights, voted_ids, rng)` with weights from
`priorities(...)`, or `next_weights(found)` for all of them.

Withdrawn people are left out of the rows before anything is computed. Ids are text. The file is read by `reading`,
and told as JSON by `document`; `heldout` measures what the groups are good for.
"""

from hlab.stats.opinion.result import OpinionMap, Reason, State, next_weights, opinion_map
from hlab.stats.opinion.routing import Variant, draw_next, priorities
from hlab.stats.opinion.settings import DEFAULT, Settings
from hlab.stats.opinion.stability import adjusted_rand
from hlab.stats.opinion.statements import Heard, by_agreement, by_split
from hlab.stats.opinion.votes import BadVotes, Votes

__all__ = [
    "DEFAULT",
    "BadVotes",
    "Heard",
    "OpinionMap",
    "Reason",
    "Settings",
    "State",
    "Variant",
    "Votes",
    "adjusted_rand",
    "by_agreement",
    "by_split",
    "draw_next",
    "next_weights",
    "opinion_map",
    "priorities",
]
