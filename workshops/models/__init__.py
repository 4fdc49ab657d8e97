from workshops.models.answers import CheckOut, Preference, ScaleAnswer
from workshops.models.cluster import Cluster, Placement, Vote
from workshops.models.contribution import Contribution, ContributionRevision
from workshops.models.imports import ImportBatch
from workshops.models.participation import Participation, Ready
from workshops.models.voice import Voice
from workshops.models.workshop import Exercise, OpennessDeclaration, Workshop

__all__ = [
    "CheckOut", "Cluster", "Contribution", "ContributionRevision", "Exercise", "ImportBatch", "OpennessDeclaration",
    "Participation", "Placement", "Preference", "Ready", "ScaleAnswer", "Voice", "Vote", "Workshop",
]  # fmt: skip
