from hlab.cms.models.articles import ArticleIndexPage, ArticlePage, InfoIndexPage, InfoPage
from hlab.cms.models.goals import GoalIndexPage, GoalPage
from hlab.cms.models.labs import LabIndexPage, LabPage
from hlab.cms.models.operator import Operator
from hlab.cms.models.start import StartPage

__all__ = [
    "ArticleIndexPage", "ArticlePage", "GoalIndexPage", "GoalPage", "InfoIndexPage", "InfoPage", "LabIndexPage",
    "LabPage", "Operator", "StartPage",
]  # fmt: skip
