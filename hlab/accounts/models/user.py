from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hlab.accounts.enums import SiteRole


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        """The first administrator, made at the machine's own keyboard (`manage.py createsuperuser`).

        The address counts as checked; another one must be before it can take its place.
        """
        from allauth.account.models import EmailAddress

        fields |= {"is_staff": True, "is_superuser": True, "site_role": SiteRole.ADMINISTRATOR}
        with transaction.atomic(using=self._db):
            user = self.create_user(email, password, **fields)
            EmailAddress.objects.using(self._db).create(user=user, email=user.email, primary=True, verified=True)
        return user

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Someone with a log-in: staff, an inquiry, an editor. Participants never need one."""

    username = None
    email = models.EmailField(_("e-postadress"), unique=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    site_role = models.CharField(_("webbplatsroll"), max_length=16, choices=SiteRole, blank=True, default=SiteRole.NONE)

    ERASED_DOMAIN = "borttagen.invalid"

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        ordering = ["first_name", "last_name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self):
        return gettext("Borttaget konto") if self.is_erased else self.get_full_name() or self.email

    @property
    def is_erased(self) -> bool:
        """The person has left and is forgotten; only the reference in the audit trail remains."""
        return self.email.endswith(f"@{self.ERASED_DOMAIN}")
