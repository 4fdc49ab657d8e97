from workshops.models.after import Correction, ListenerNote, Reflection, Summary
from workshops.models.answers import CheckOut, Preference, ScaleAnswer
from workshops.models.cluster import Cluster, Placement, Vote
from workshops.models.contribution import Contribution, ContributionRevision
from workshops.models.imports import ImportBatch
from workshops.models.moderation import Moderation, NoteReport
from workshops.models.opinion import OpinionRun, Stance, Statement
from workshops.models.pace import GroupPace, Pace
from workshops.models.paper import PaperForm, ReminderAddress, WallPhoto
from workshops.models.participation import Participation, Ready
from workshops.models.room import HelpRequest, Message, MessageRead, Parked, Turn
from workshops.models.site import Group, Site, SiteHost
from workshops.models.sorting import DismissedSuggestion, SortingAct, SortingMove
from workshops.models.story import Story
from workshops.models.voice import Voice
from workshops.models.workshop import Exercise, OpennessDeclaration, Workshop

__all__ = [
    "CheckOut", "Cluster", "Contribution", "ContributionRevision", "Correction", "DismissedSuggestion", "Exercise",
    "Group", "GroupPace", "HelpRequest", "ImportBatch", "ListenerNote", "Message", "MessageRead", "Moderation",
    "NoteReport", "OpennessDeclaration", "OpinionRun", "Pace", "PaperForm", "Parked", "Participation", "Placement",
    "Preference", "Ready", "Reflection", "ReminderAddress", "ScaleAnswer", "Site", "SiteHost", "SortingAct",
    "SortingMove", "Stance", "Statement", "Story", "Summary", "Turn", "Voice", "Vote", "WallPhoto", "Workshop",
]  # fmt: skip
