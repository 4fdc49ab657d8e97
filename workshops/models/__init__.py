from workshops.models.answers import CheckOut, Preference, ScaleAnswer
from workshops.models.cluster import Cluster, Placement, Vote
from workshops.models.contribution import Contribution, ContributionRevision
from workshops.models.imports import ImportBatch
from workshops.models.pace import GroupPace, Pace
from workshops.models.paper import PaperForm, ReminderAddress, WallPhoto
from workshops.models.participation import Participation, Ready
from workshops.models.site import Group, Site, SiteHost
from workshops.models.sorting import DismissedSuggestion, SortingAct, SortingMove
from workshops.models.voice import Voice
from workshops.models.workshop import Exercise, OpennessDeclaration, Workshop

__all__ = [
    "CheckOut", "Cluster", "Contribution", "ContributionRevision", "DismissedSuggestion", "Exercise", "Group",
    "GroupPace", "ImportBatch", "OpennessDeclaration", "Pace", "PaperForm", "Participation", "Placement", "Preference",
    "Ready", "ReminderAddress", "ScaleAnswer", "Site", "SiteHost", "SortingAct", "SortingMove", "Voice", "Vote",
    "WallPhoto", "Workshop",
]  # fmt: skip
