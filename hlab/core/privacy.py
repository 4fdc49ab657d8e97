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
        "none": "id lab title place welcome starts_at state opened_at closed_at created_at "
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
    "goals.Goal": {"none": "id lab slug origin reused_from is_demo created_at"},
    "goals.GoalVersion": {
        "none": "id goal number title statement easy_read level shifts what_changed why_changed status people_count "
        "people_by_perspective shown written created_at frozen_at published_at hidden_at hidden_reason row_version",
        "personal": "created_by",
    },
    "goals.Evidence": {
        "none": "id version contribution excerpt quote quoted_version added_at",
        "personal": "added_by",
        "sensitive": "perspective",
    },
    "goals.MemberCheck": {
        "none": "id version exercise held_on how recognise partly not_recognise unknown lived_experience by_group "
        "recorded_at",
        "personal": "recorded_by",
        "free_text": "dissent",
    },
    "goals.StatusChange": {"none": "id version status reason decider at", "personal": "by"},
    "goals.ValueArea": {"none": "id lab name description gone_at created_at row_version"},
    "goals.ValueLink": {"none": "id version area reason"},
    "goals.SentenceVoice": {"none": "id version sentence", "pseudonymous": "evidence"},
    "goals.ChangeCause": {"none": "id version text check_record position", "pseudonymous": "judgement"},
    "goals.GoalMedia": {
        "none": "id version picture picture_type width height alt sound sound_type transcript",
    },
    "goals.Judgement": {
        "none": "id version exercise counted at row_version",
        "pseudonymous": "participation missing wording",
        "sensitive": "answer",
    },
    "goals.Dissent": {
        "none": "id version carried_from met at",
        "pseudonymous": "note",
        "personal": "by",
        "sensitive": "group",
        "free_text": "text",
    },
    "goals.Representation": {
        "none": "id answer at reply replied_at row_version",
        "pseudonymous": "evidence",
        "personal": "replied_by",
        "free_text": "words",
    },
    "goals.Code": {
        "none": "id lab guid parent name definition include exclude origin merged_into gone_at created_at row_version",
        "personal": "created_by",
        "free_text": "example",
    },
    "goals.CodeEvent": {"none": "id code act other at", "personal": "by", "free_text": "before after"},
    "goals.Excerpt": {
        "none": "id note_version start end created_at",
        "pseudonymous": "contribution",
        "personal": "created_by",
        "free_text": "text",
    },
    "goals.Coding": {"none": "id code origin at removed_at", "pseudonymous": "excerpt", "personal": "coder removed_by"},
    "goals.CodingPass": {"none": "id note_version at", "pseudonymous": "contribution", "personal": "coder"},
    "goals.Memo": {
        "none": "id lab code at changed_at row_version",
        "pseudonymous": "contribution",
        "personal": "by",
        "free_text": "text",
    },
    "goals.DismissedCoding": {"none": "id code at", "pseudonymous": "contribution", "personal": "by"},
    "goals.Barrier": {
        "none": "id lab exercise title layer level decided who_can_act variety variety_reason state state_reason "
        "merged_into is_public is_demo created_at row_version",
        "pseudonymous": "contribution",
        "personal": "created_by",
        "free_text": "text example",
    },
    "goals.BarrierTag": {"none": "id barrier kind"},
    "goals.BarrierEvent": {"none": "id barrier act other state reason at", "personal": "by"},
    "goals.ActionPlan": {
        "none": "id lab title owner principal period is_public is_demo created_at row_version",
        "personal": "created_by",
    },
    "goals.PlanVersion": {"none": "id plan number source note client_key at", "personal": "by"},
    "goals.ActionItem": {"none": "id version position number title description responsible period target before"},
    "goals.Assessor": {
        "none": "id plan label owns_plan people created_at",
        "personal": "user created_by",
        "sensitive": "perspective",
    },
    "goals.ActionAssessment": {
        "none": "id item goal_version answer at row_version",
        "pseudonymous": "assessor",
        "personal": "by",
        "free_text": "reason",
    },
    "goals.PlanUpload": {
        "none": "id lab plan filename sheet mapping done_at created_at",
        "personal": "created_by",
        "free_text": "content",
    },
    "cms.StartPage": {"none": "heading lede"},
    "cms.ArticleIndexPage": {"none": "intro"},
    "cms.ArticlePage": {"none": "intro body published_on is_demo"},
    "cms.InfoIndexPage": {"none": "intro"},
    "cms.InfoPage": {"none": "intro body fixed extra"},
    "cms.GoalIndexPage": {"none": "intro"},
    "cms.GoalPage": {"none": "goal"},
    "cms.LabIndexPage": {"none": "intro"},
    "cms.LabPage": {"none": "lab take_part"},
    "cms.Operator": {"none": "id site name email phone phone_hours address is_demo"},
}


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
