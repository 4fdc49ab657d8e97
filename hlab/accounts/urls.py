"""Routes."""

from django.urls import path

from hlab.accounts.views import account, administration, organisations, recovery_codes

# Among the library's pages for log-in, and before them.
log_in = [path("2fa/recovery-codes/", recovery_codes.codes, name="recovery_codes")]

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("uppgifter/", account.change, name="change"),
    path("export/", account.export, name="export"),
    path("ta-bort/", account.leave, name="leave"),
    path("konton/", administration.people, name="people"),
    path("konton/nytt/", administration.new_person, name="new_person"),
    path("konton/<int:pk>/", administration.person, name="person"),
    path("konton/<int:pk>/stang/", administration.close_person, name="close_person"),
    path("konton/<int:pk>/oppna/", administration.open_person, name="open_person"),
    path("konton/<int:pk>/losenord/", administration.send_password, name="send_password"),
    path("handelser/", administration.history, name="history"),
    path("organisationer/", organisations.organisation_list, name="organisations"),
    path("organisationer/<int:pk>/", organisations.change, name="change_organisation"),
    path("organisationer/<int:pk>/ta-bort/", organisations.remove, name="remove_organisation"),
]
