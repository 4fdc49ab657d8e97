from feedback.models.answer import Answer, ProposalGoal
from feedback.models.proposal import Change, Paragraph, Proposal, ProposalUpload, ProposalVersion
from feedback.models.response import Remark, Reply, Response
from feedback.models.round import AnswerNotice, Assumption, Round, RoundRelease, RoundVersion
from feedback.models.scene import Mockup, Picture, Scene, SceneLink

__all__ = [
    "Answer",
    "AnswerNotice",
    "Assumption",
    "Change",
    "Mockup",
    "Paragraph",
    "Picture",
    "Proposal",
    "ProposalGoal",
    "ProposalUpload",
    "ProposalVersion",
    "Remark",
    "Reply",
    "Response",
    "Round",
    "RoundRelease",
    "RoundVersion",
    "Scene",
    "SceneLink",
]
