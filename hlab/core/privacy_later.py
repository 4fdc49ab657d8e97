"""What columns of later rooms and of the public pages hold of a person: the rest of `hlab.core.privacy`."""

from __future__ import annotations

LATER: dict[str, dict[str, str]] = {
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
    "goals.MapLink": {
        "none": "id goal barrier journey step gap reason gone_at created_at",
        "personal": "created_by",
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
    "feedback.Proposal": {
        "none": "id lab number slug kind alternative_to is_nothing status is_demo create_key created_at row_version",
        "personal": "created_by",
    },
    "feedback.ProposalVersion": {
        "none": "id proposal number title summary easy_read problem unknowns alternatives fidelity created_at "
        "frozen_at published_at replaced_at row_version",
        "personal": "created_by",
    },
    "feedback.Paragraph": {"none": "id version anchor place label legal plain row_version"},
    "feedback.Change": {"none": "id version place target anchor what why answer row_version"},
    "feedback.ProposalUpload": {
        "none": "id lab filename content proposal done_at created_at",
        "personal": "created_by",
    },
    "feedback.Picture": {"none": "id lab file width height create_key created_at", "personal": "created_by"},
    "feedback.Scene": {
        "none": "id version anchor place who title today_text today_back today_drawing today_picture today_alt "
        "proposed_text proposed_back proposed_drawing proposed_picture proposed_alt row_version",
    },
    "feedback.SceneLink": {"none": "id scene side journey step gap reason"},
    "feedback.Mockup": {"none": "id scene side place kind title body fields row_version"},
    "feedback.Round": {
        "none": "id lab title asked open_scope closed_scope decider answer_by stage influence form opens_on closes_at "
        "paper_until k state workshop opened_at closed_at answered_at finished_at unanswered_reason is_demo create_key "
        "created_at row_version",
        "personal": "created_by",
    },
    "feedback.RoundVersion": {"none": "id round version place"},
    "feedback.RoundRelease": {"none": "id round k tables made_at"},
    "feedback.AnswerNotice": {"none": "id round token asked_on sent_at", "personal": "email"},
    "feedback.Assumption": {
        "none": "id lab proposal text who_knows risk status learned gone_at created_at row_version",
        "personal": "created_by",
    },
    "feedback.Response": {
        "none": "id round version exercise form counted late",
        "pseudonymous": "participation receipt created_at at withdrawn_at row_version",
        "sensitive": "effect level county answers_for",
    },
    "feedback.Remark": {
        "none": "id part target anchor state answer shown_at row_version",
        "pseudonymous": "response contribution parent at",
        "personal": "owner",
        "sensitive": "dimension concerns stance own_view",
        "free_text": "own_words",
    },
    "feedback.Reply": {"none": "id remark at gone_at", "personal": "by", "free_text": "text"},
    "feedback.Answer": {
        "none": "id round title verdict reason decider decided_on changed_in replaces published_at created_at "
        "row_version",
        "personal": "created_by",
    },
    "feedback.ProposalGoal": {
        "none": "id version goal_version perspective leads at row_version",
        "personal": "by",
        "free_text": "reason",
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
    "followup.Unit": {"none": "id kind code name parent organisation ended_on replaced_by is_demo"},
    "followup.Indicator": {
        "none": "id lab key kind owner reviewed_on review_by ended_on ended_reason replaced_by is_demo create_key "
        "created_at row_version",
        "personal": "created_by",
    },
    "followup.IndicatorVersion": {
        "none": "id indicator number title short_title question definition population inclusion exclusion numerator "
        "denominator unit_label value_type multiplier decimals polarity range_low range_high logic shifts quality_area "
        "risk_area journey_stage register_name register_owner collection platform licence attribution_raw "
        "attribution_processed frequency lag_days revision_policy has_sex ages levels standardisation "
        "standard_reference chart k judge_n sensitive is_open uncertainty uncertainty_by limitations benefit intrusion "
        "what_changed valid_from valid_to published_at created_at row_version",
        "personal": "created_by",
    },
    "followup.ExternalId": {"none": "id indicator source code gone_at"},
    "followup.Target": {
        "none": "id indicator value valid_from level source added_at withdrawn_at",
        "personal": "added_by",
    },
    "followup.KnownBreak": {"none": "id indicator on what added_at withdrawn_at", "personal": "added_by"},
    "followup.FollowLink": {
        "none": "id lab area goal indicator dimension gap reason place gone_at created_at",
        "pseudonymous": "story",
        "personal": "created_by",
    },
    "followup.ImportBatch": {
        "none": "id lab source name digest mapping state findings counts as_of job created_at done_at",
        "personal": "created_by",
        "sensitive": "content",
    },
    "followup.Snapshot": {"none": "id batch number url etag digest fetched_at", "sensitive": "content"},
    "followup.ColumnMapping": {"none": "id lab name mapping created_at", "personal": "created_by"},
    "followup.Observation": {
        "none": "id version unit period start sex age status batch recorded_at replaced_at",
        "sensitive": "numerator denominator value",
    },
    "followup.ChartDecision": {
        "none": "id indicator unit sex age kind period count reason decided_by at withdrawn_at withdrawn_reason",
        "personal": "by withdrawn_by",
    },
    "followup.Release": {"none": "id version number k settings totals as_of made_at", "personal": "made_by"},
    "followup.Published": {"none": "id release unit cells"},
    "followup.Verdict": {
        "none": "id release unit sex age position position_why heading heading_why facts",
    },
    "followup.Interpretation": {
        "none": "id lab goal indicator unit release met_on roles question meaning disagreed trying responsible next_on "
        "replaces is_public create_key created_at",
        "personal": "created_by",
    },
    "followup.ReportBack": {
        "none": "id lab workshop round due_on owner_name no_report no_report_at reminded_at created_at row_version",
        "personal": "owner created_by",
    },
    "followup.ReportVersion": {
        "none": "id report number said did did_not because follows easy_read what_changed published_at created_at "
        "row_version",
        "personal": "published_by",
    },
    "followup.ReportReaction": {
        "none": "id version agrees at",
        "pseudonymous": "receipt",
        "free_text": "words",
    },
}
