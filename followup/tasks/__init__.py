"""Background jobs: they are known once this is imported."""

from followup.tasks import figures, releasing, reporting

__all__ = ["figures", "releasing", "reporting"]
