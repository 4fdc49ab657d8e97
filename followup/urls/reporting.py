"""What those who contributed are told: staff's pages, and the public ones."""

from django.urls import path

from followup.views.reporting import desk, public, reacting, writing

STAFF = "arbete/uppfoljning/aterkoppling/<int:pk>"

urlpatterns = [
    path("arbete/<int:pk>/uppfoljning/aterkoppling/", desk.report_list, name="reports"),
    path(f"{STAFF}/", desk.desk, name="report_desk"),
    path(f"{STAFF}/ansvar/", desk.duty, name="report_duty"),
    path(f"{STAFF}/skriv/", writing.write, name="write_report"),
    path(f"{STAFF}/las/", writing.preview, name="preview_report"),
    path(f"{STAFF}/kasta/", writing.discard, name="discard_report"),
    path(f"{STAFF}/ingen/", desk.no_report, name="no_report"),
    path(f"{STAFF}/avsluta/", desk.finish, name="finish_report"),
    path("kvitto/aterkoppling/<int:pk>/", reacting.react, name="react"),
    path("det-har-hande/", public.report_list, name="reports_public"),
    path("aterkoppling/<int:pk>/", public.report, name="report"),
    path("aterkoppling/<int:pk>/lattlast/", public.easy_read, name="report_easy"),
    path("aterkoppling/<int:pk>/v/<int:number>/", public.report, name="report_version"),
    path("aterkoppling/<int:pk>/affisch/", public.poster, name="report_poster"),
    path("aterkoppling/<int:pk>/brev/", public.letter, name="report_letter"),
]
