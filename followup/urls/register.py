"""The register of indicators, and what a lab follows by them: staff's pages."""

from django.urls import path

from followup.views.register import files, links, looking_after, register, versions

LAB = "arbete/<int:pk>/uppfoljning"
ONE = "arbete/uppfoljning/matt/<int:pk>"
VERSION = "arbete/uppfoljning/mattversion/<int:pk>"
LINK = "arbete/uppfoljning/koppling/<int:pk>"

urlpatterns = [
    path(f"{LAB}/matt/", register.register, name="register"),
    path(f"{LAB}/matt/nytt/", register.new_indicator, name="new_indicator"),
    path(f"{LAB}/matt/filer/", files.register_files, name="register_files"),
    path(f"{LAB}/matt/filer/alla.json", files.export_indicators, name="export_indicators"),
    path(f"{LAB}/matt/filer/las-in/", files.import_indicators, name="import_indicators"),
    path("uppfoljning/matt.schema.json", files.register_schema, name="register_schema"),
    path(f"{LAB}/varfor/", links.links, name="links"),
    path(f"{LAB}/varfor/ny/", links.add_link, name="add_link"),
    path(f"{ONE}/", register.indicator_desk, name="indicator_desk"),
    path(f"{ONE}/uppgifter/", looking_after.change_indicator, name="change_indicator"),
    path(f"{ONE}/genomgang/", looking_after.review_indicator, name="review_indicator"),
    path(f"{ONE}/upphor/", looking_after.end_indicator, name="end_indicator"),
    path(f"{ONE}/lever/", looking_after.reopen_indicator, name="reopen_indicator"),
    path(f"{ONE}/kod/", looking_after.add_code, name="add_code"),
    path(f"{ONE}/mal/", looking_after.add_target, name="add_target"),
    path(f"{ONE}/brott/", looking_after.add_break, name="add_break"),
    path(f"{ONE}/ny-version/", versions.new_version, name="new_version"),
    path("arbete/uppfoljning/kod/<int:pk>/ta-bort/", looking_after.remove_code, name="remove_code"),
    path("arbete/uppfoljning/mal/<int:pk>/ta-tillbaka/", looking_after.withdraw_target, name="withdraw_target"),
    path("arbete/uppfoljning/brott/<int:pk>/ta-bort/", looking_after.withdraw_break, name="withdraw_break"),
    path(f"{VERSION}/", versions.version, name="version"),
    path(f"{VERSION}/skriv/", versions.edit_version, name="edit_version"),
    path(f"{VERSION}/publicera/", versions.publish_version, name="publish_version"),
    path(f"{VERSION}/kasta/", versions.discard_version, name="discard_version"),
    path(f"{LINK}/skal/", links.change_reason, name="change_reason"),
    path(f"{LINK}/ta-bort/", links.remove_link, name="remove_link"),
    path(f"{LINK}/ta-tillbaka/", links.restore_link, name="restore_link"),
    path(f"{LINK}/flytta/", links.move_link, name="move_link"),
]
