from workshops.models.cluster import Cluster, Placement, Vote
from workshops.models.contribution import Contribution, ContributionRevision
from workshops.models.imports import ImportBatch
from workshops.models.pace import GroupPace, Pace
from workshops.models.participation import Participation, Ready
from workshops.models.site import Group, Site, SiteHost
from workshops.models.sorting import DismissedSuggestion, SortingAct, SortingMove
from workshops.models.workshop import Exercise, OpennessDeclaration, Workshop

__all__ = [
    "Cluster", "Contribution", "ContributionRevision", "DismissedSuggestion", "Exercise", "Group", "GroupPace",
    "ImportBatch", "OpennessDeclaration", "Pace", "Participation", "Placement", "Ready", "Site", "SiteHost",
    "SortingAct", "SortingMove", "Vote", "Workshop",
]  # fmt: skip
