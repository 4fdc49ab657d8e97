from hlab.accounts.models.organisation import Organisation
from hlab.accounts.models.receipt import Receipt
from hlab.accounts.models.user import User

__all__ = ["Organisation", "Receipt", "User"]
