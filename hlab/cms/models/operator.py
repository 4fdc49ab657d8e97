from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="mail", order=1)
class Operator(BaseSiteSetting):
    """Who runs this site and how to reach them. Shown where a page has the contact block."""

    name = models.CharField(_("organisation som ansvarar"), max_length=160, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    phone_hours = models.CharField(_("telefontid"), max_length=120, blank=True)
    address = models.TextField(_("postadress"), max_length=300, blank=True)

    is_demo = models.BooleanField(
        _("påhittade uppgifter"), default=False, help_text=_("Bocka ur när uppgifterna är riktiga.")
    )

    panels = [FieldPanel(name) for name in ("name", "email", "phone", "phone_hours", "address", "is_demo")]

    class Meta:
        verbose_name = _("Kontakt")

    def __str__(self):
        return self.name or str(_("Kontakt"))
