"""What happens to accounts and organisations, in plain Swedish."""

from django.utils.translation import gettext_lazy

from hlab.accounts.models import Organisation

ACTS = {
    "user.created": gettext_lazy("Ett konto skapades"),
    "user.changed": gettext_lazy("Ett kontos uppgifter ändrades"),
    "user.role": gettext_lazy("Ny webbplatsroll: %(role)s"),
    "user.closed": gettext_lazy("Ett konto stängdes"),
    "user.opened": gettext_lazy("Ett konto öppnades igen"),
    "user.erased": gettext_lazy("Ett konto togs bort"),
    "organisation.created": gettext_lazy("En organisation lades till"),
    "organisation.changed": gettext_lazy("En organisation ändrades"),
    "organisation.removed": gettext_lazy("En organisation togs bort"),
    "site.ensured": gettext_lazy("Webbplatsens egna sidor lades till där de saknades"),
}
TITLES = {Organisation: "name"}
