from followup.models.indicator import ExternalId, Indicator, IndicatorVersion, KnownBreak, Target
from followup.models.links import FollowLink
from followup.models.observation import ColumnMapping, ImportBatch, Observation, Snapshot
from followup.models.release import ChartDecision, Published, Release, Verdict
from followup.models.report import Interpretation, ReportBack, ReportReaction, ReportVersion
from followup.models.units import Unit

__all__ = [
    "ChartDecision", "ColumnMapping", "ExternalId", "FollowLink", "ImportBatch", "Indicator", "IndicatorVersion",
    "Interpretation", "KnownBreak", "Observation", "Published", "Release", "ReportBack", "ReportReaction",
    "ReportVersion", "Snapshot", "Target", "Unit", "Verdict",
]  # fmt: skip
