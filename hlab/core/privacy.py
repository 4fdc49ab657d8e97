"""What each column holds of a person. A column that is not classified here fails a test.

Levels, from least to most care:
none: nothing about a person (ids of things, states, times of the work, text that is published on purpose)
pseudonymous: points at a participant through a code that only they have, or at an act of somebody
personal: points at a named person
sensitive: says, or lets one conclude, something about health or private life
free_text: people's own words; may hold any of the above and is treated as sensitive

`python -m hlab.core.privacy` prints the table that lies in docs/data-map.md.
"""

from __future__ import annotations

from hlab.core.privacy_later import LATER

LEVELS = ("none", "pseudonymous", "personal", "sensitive", "free_text")

REGISTER: dict[str, dict[str, str]] = {
    "accounts.Organisation": {"none": "id name kind code county is_demo"},
    "accounts.Receipt": {"pseudonymous": "id code_hash created_at"},
    "accounts.User": {
        "none": "is_active is_staff is_superuser",
        "personal": "id email first_name last_name password last_login date_joined organisation site_role",
    },
    "core.AuditEvent": {"none": "id at act lab_id facts", "pseudonymous": "actor subject"},
    "core.Job": {
        "none": "id name params state done total message attempts created_at started_at seen_at ended_at",
        "pseudonymous": "asked_by",
    },
    "live.Channel": {"none": "name seq"},
    "live.Event": {"none": "id channel seq kind data at"},
    "labs.Lab": {
        "none": "id name slug question purpose people decider decision_by open_scope closed_scope nobody_here level "
        "single_principal_reason is_public is_demo created_at row_version",
    },
    "labs.Membership": {"none": "id lab role added_at", "personal": "user"},
    "labs.Actor": {"none": "id lab name does kind status organisation row_version"},
    "labs.Initiative": {"none": "id lab title owner period state note row_version"},
    "labs.Concept": {"none": "id term definition source"},
    "workshops.Workshop": {
        "none": "id lab title place welcome starts_at state opened_at closed_at finished_at created_at "
        "is_demo row_version template copied_from rehearsal_of create_key programme_version",
        "personal": "support_person",
    },
    "workshops.OpennessDeclaration": {
        "none": "id workshop open_scope closed_scope nobody_here decider decision_by frozen_at",
    },
    "workshops.Exercise": {
        "none": "id workshop position kind title prompt minutes source settings only_at in_groups sync "
        "anonymity open_until copied_from create_key row_version",
    },
    "workshops.Participation": {
        "none": "workshop site group voice channel consent_analysis consent_quote consent_reuse",
        "pseudonymous": "id receipt source_key joined_at last_seen_at left_at",
        "sensitive": "perspective",
    },
    "workshops.Ready": {"none": "id exercise at", "pseudonymous": "participation"},
    "workshops.Contribution": {
        "none": "id exercise site group part channel hold consent_analysis consent_quote consent_reuse created_at "
        "changed_at withdrawn_at row_version",
        "pseudonymous": "participation story client_key",
        "personal": "transcribed_by",
        "sensitive": "language",
        "free_text": "text",
    },
    "workshops.ContributionRevision": {"none": "id contribution row_version at", "free_text": "text"},
    "workshops.Story": {
        "none": "id exercise site read_back approved_at no_read_back created_at row_version",
        "pseudonymous": "participation client_key",
        "personal": "taken_down_by",
        "sensitive": "told_by relation was_present",
        "free_text": "title",
    },
    "workshops.Statement": {
        "none": "id exercise number text state reason decided_at created_at",
        "pseudonymous": "contribution",
        "personal": "decided_by",
    },
    "workshops.Stance": {
        "none": "id statement counted at",
        "pseudonymous": "participation",
        "sensitive": "value",
    },
    "workshops.OpinionRun": {
        "none": "id exercise number stances people drawable result settings at",
        "pseudonymous": "state",
    },
    "workshops.ImportBatch": {
        "none": "id exercise site filename mapping state rows added already_there job created_at",
        "personal": "created_by",
        "free_text": "content",
    },
    "workshops.Cluster": {
        "none": "id site exercise title position row_version origin merged_into gone_at created_at",
        "personal": "accepted_by",
    },
    "workshops.Placement": {"none": "id exercise cluster contribution row_version at"},
    "workshops.SortingAct": {
        "none": "id site exercise number kind turn theme appeared vanished title_before title_after notes undoes at",
        "personal": "by",
    },
    "workshops.SortingMove": {"none": "id act contribution origin target"},
    "workshops.DismissedSuggestion": {"none": "id exercise notes at", "personal": "by"},
    "workshops.Vote": {"none": "id exercise cluster contribution dots counted at", "pseudonymous": "participation"},
    "workshops.ScaleAnswer": {"none": "id exercise counted at", "pseudonymous": "participation", "sensitive": "point"},
    "workshops.Preference": {"none": "id exercise cluster option place counted at", "pseudonymous": "participation"},
    "workshops.CheckOut": {
        "none": "id exercise created_at changed_at row_version",
        "pseudonymous": "participation note",
        "free_text": "text",
    },
    "workshops.Voice": {
        "none": "id exercise content_type approved_at stopped_at row_version",
        "sensitive": "sound",
        "free_text": "text transcript",
    },
    "workshops.PaperForm": {"none": "id site create_key created_at", "pseudonymous": "number participation"},
    "workshops.WallPhoto": {
        "none": "id exercise site group width height place taken_at create_key created_at",
        "personal": "uploaded_by",
        "sensitive": "picture",
        "free_text": "transcript",
    },
    "workshops.ReminderAddress": {"none": "id exercise site token asked_on sent_at", "personal": "email"},
    "workshops.Site": {
        "none": "id workshop position name place meeting_url phone state join_code join_key current opened_at "
        "closed_at created_at row_version new_voices_first",
    },
    "workshops.HelpRequest": {
        "none": "id site asked_at taken_at ended_at",
        "pseudonymous": "participation",
        "personal": "taken_by",
        "sensitive": "reason",
    },
    "workshops.Message": {
        "none": "id site group on_stage sent_at ended_at key",
        "personal": "sent_by",
        "free_text": "text",
    },
    "workshops.MessageRead": {"none": "id message at", "pseudonymous": "participation"},
    "workshops.Parked": {
        "none": "id site state created_at accepted_at done_at",
        "pseudonymous": "participation key",
        "free_text": "text answer",
    },
    "workshops.Turn": {"none": "id site asked_at given_at ended_at", "pseudonymous": "participation"},
    "workshops.NoteReport": {
        "none": "id contribution at decided_at",
        "pseudonymous": "participation",
        "personal": "by",
        "sensitive": "reason",
        "free_text": "words",
    },
    "workshops.Moderation": {"none": "id contribution act reason reported_for at", "personal": "by"},
    "workshops.SiteHost": {"none": "id site group", "personal": "user"},
    "workshops.Group": {"none": "id site position name meeting_url phone created_at"},
    "workshops.Pace": {
        "none": "id site exercise state arrived_at opened_at ends_at closed_at revealed_at released_at secret",
    },
    "workshops.GroupPace": {"none": "id group exercise shown_at confirmed_at", "pseudonymous": "confirmed_by"},
    "workshops.ListenerNote": {
        "none": "id workshop exercise key created_at changed_at row_version",
        "personal": "user",
        "free_text": "text",
    },
    "workshops.Summary": {"none": "id site number key intro changes correct_by parts at", "personal": "by"},
    "workshops.Correction": {
        "none": "id summary agrees created_at changed_at answer answered_at",
        "pseudonymous": "participation contribution",
        "personal": "answered_by",
        "free_text": "text answer_text",
    },
    "workshops.Reflection": {
        "none": "id workshop site key day created_at changed_at row_version",
        "personal": "user",
        "sensitive": "quiet",
        "free_text": "happened changed learned",
    },
    "journeys.Journey": {
        "none": "id lab slug title question kind person_kind county place happened_in day_zero template exercise site "
        "as_is review_on public_version is_demo archived_at created_at changed_at edits row_version",
        "pseudonymous": "teller teller_says teller_at",
        "personal": "owner created_by",
        "free_text": "person about teller_words",
    },
    "journeys.JourneyVersion": {
        "none": "id journey number note at",
        "personal": "by",
        "free_text": "content",
    },
    "journeys.MapEdit": {
        "none": "id journey number act about undoes client_key at",
        "personal": "by",
        "free_text": "before after",
    },
    "journeys.JourneyActor": {"none": "id journey place name kind organisation is_person gone_at row_version"},
    "journeys.Phase": {"none": "id journey place title gone_at row_version"},
    "journeys.Step": {
        "none": "id journey phase place channel track grade moment from_day to_day gone_at row_version",
        "sensitive": "feeling word who_did wanted",
        "free_text": "title",
    },
    "journeys.StepActor": {"none": "id step actor"},
    "journeys.Cell": {"none": "id step lane row_version", "free_text": "text"},
    "journeys.Gap": {
        "none": "id journey after before kind days_planned days_measured measured_n measured_source from_actor "
        "to_actor grade gone_at row_version",
        "sensitive": "days_told carried_by sip named_contact contract retold retold_times feeling word",
        "free_text": "title told_words life consequence bridge",
    },
    "journeys.Link": {"none": "id journey source target kind gone_at row_version", "free_text": "words"},
    "journeys.Voice": {
        "none": "id journey step gap quote quoted_version added_at gone_at row_version",
        "pseudonymous": "contribution",
        "personal": "added_by",
        "free_text": "words",
    },
    "journeys.MapCard": {
        "none": "id phase place row_version",
        "pseudonymous": "contribution",
        "sensitive": "feeling word who_kind moment gap_days gap_kind gap_carried",
        "free_text": "who gap_words",
    },
    "journeys.PhaseNames": {
        "none": "id exercise row_version",
        "pseudonymous": "participation",
        "free_text": "names",
    },
    "journeys.Remedy": {
        "none": "id lab kind from_kind to_kind county what done_on gone_at is_demo created_at row_version",
        "personal": "created_by",
    },
    "journeys.JourneyUpload": {
        "none": "id lab filename form journey done_at created_at",
        "personal": "created_by",
        "free_text": "content",
    },
} | LATER


def level_of(model: str, column: str) -> str | None:
    """The level of one column ("workshops.Vote", "dots"), or None when nobody has classified it."""
    row = REGISTER.get(model, {})
    return next((level for level in LEVELS if column in row.get(level, "").split()), None)


def data_map() -> str:
    """The register as a page: columns of care first, the rest by their number."""
    lines = [
        "# What is kept about people",
        "",
        "Made by `python -m hlab.core.privacy`; change `hlab/core/privacy.py`, not this page.",
        "",
        "| Table | pseudonymous | personal | sensitive | free text | nothing about a person |",
        "|---|---|---|---|---|---|",
    ]
    for model, row in REGISTER.items():
        care = [", ".join(row.get(level, "").split()) for level in LEVELS[1:]]
        lines.append(f"| {model} | " + " | ".join(care) + f" | {len(row.get('none', '').split())} columns |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(data_map(), end="")  # noqa: T201
