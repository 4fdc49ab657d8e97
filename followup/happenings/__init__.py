"""What happens in the follow-up, in plain Swedish for the lab's trail: one file a part, each with ACTS, TITLES and
FACTS (`hlab.core.trail`)."""

from followup.happenings import decisions, figures, meaning, register, releasing, reporting

PARTS = (register, figures, releasing, decisions, meaning, reporting)
