"""Who may open what of the follow-up: the rows of all its parts."""

from tests.matrix.rows_followup_decisions import FOLLOWUP_DECISIONS
from tests.matrix.rows_followup_importing import FOLLOWUP_IMPORTING
from tests.matrix.rows_followup_overview import FOLLOWUP_OVERVIEW
from tests.matrix.rows_followup_public import FOLLOWUP_PUBLIC
from tests.matrix.rows_followup_register import FOLLOWUP_REGISTER
from tests.matrix.rows_followup_releasing import FOLLOWUP_RELEASING
from tests.matrix.rows_followup_reporting import FOLLOWUP_REPORTING

FOLLOWUP = FOLLOWUP_DECISIONS | FOLLOWUP_IMPORTING | FOLLOWUP_OVERVIEW | FOLLOWUP_PUBLIC | FOLLOWUP_REGISTER
FOLLOWUP |= FOLLOWUP_RELEASING | FOLLOWUP_REPORTING
