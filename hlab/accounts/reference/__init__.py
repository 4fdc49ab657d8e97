"""Organisations that exist before any lab does. Loaded by `hlab.accounts.actions.organisations`."""

from hlab.accounts.reference.municipalities import MUNICIPALITIES
from hlab.accounts.reference.national import NATIONAL
from hlab.accounts.reference.regions import REGIONS

__all__ = ["MUNICIPALITIES", "NATIONAL", "REGIONS"]
