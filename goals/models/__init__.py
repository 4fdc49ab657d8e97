from goals.models.evidence import Evidence, MemberCheck, StatusChange
from goals.models.goal import Goal, GoalVersion

__all__ = ["Evidence", "Goal", "GoalVersion", "MemberCheck", "StatusChange"]
