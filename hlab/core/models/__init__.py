from hlab.core.models.audit import AuditEvent
from hlab.core.models.jobs import Job

__all__ = ["AuditEvent", "Job"]
