from goals.models.barrier import Barrier, BarrierEvent, BarrierTag
from goals.models.coding import Code, CodeEvent, Coding, CodingPass, DismissedCoding, Excerpt, Memo
from goals.models.evidence import Evidence, MemberCheck, StatusChange
from goals.models.goal import Goal, GoalVersion
from goals.models.map_link import MapLink
from goals.models.plan import ActionAssessment, ActionItem, ActionPlan, Assessor, PlanUpload, PlanVersion
from goals.models.validation import Dissent, Judgement, Representation
from goals.models.wording import ChangeCause, GoalMedia, SentenceVoice, ValueArea, ValueLink

__all__ = [
    "ActionAssessment", "ActionItem", "ActionPlan", "Assessor", "Barrier", "BarrierEvent", "BarrierTag", "ChangeCause",
    "Code", "CodeEvent", "Coding", "CodingPass", "DismissedCoding", "Dissent", "Evidence", "Excerpt", "Goal",
    "GoalMedia", "GoalVersion", "Judgement", "MapLink", "MemberCheck", "Memo", "PlanUpload", "PlanVersion",
    "Representation", "SentenceVoice", "StatusChange", "ValueArea", "ValueLink",
]  # fmt: skip
