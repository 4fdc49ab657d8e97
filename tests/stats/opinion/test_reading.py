"""Files of votes: two shapes, what is a statement, and every fault with its row and field."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from hlab.stats.opinion.reading import BadFile, read_moderation, read_votes
from tests.stats.opinion.rooms import room

WIDE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,10,2\n7,1,0,1,1,0,1,,,\n8,,1,0,0,0,,-1,0,\n"


def test_wide_as_pol_is_writes_it():
    file = read_votes(WIDE)
    assert file.shape == "wide" and file.votes.participants == ("7", "8")
    assert file.votes.statements == ("0", "1", "2", "10")  # the counts hold only 0 and 1, and are known by name
    assert file.votes.values.tolist() == [[1, 0, 0, 0], [0, -1, 0, 0]]
    assert file.votes.seen.tolist() == [[True, False, False, False], [False, True, False, True]]
    assert file.ignored == ("group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


def test_headings_in_words_marks_and_separators():
    text = "\ufeffålder;Participant;Mer tid;”Ett nummer”;mejl\r\n34;a;1.0;;x@y\r\n51; b ;−1;+1;\r\n\r\n;;;;\r\n29;c\r\n"
    file = read_votes(text)
    assert file.votes.participants == ("a", "b", "c") and file.votes.statements == ("Mer tid", "”Ett nummer”")
    assert file.votes.values.tolist() == [[1, 0], [-1, 1], [0, 0]] and file.votes.n_votes.tolist() == [1, 2, 0]
    assert file.ignored == ("ålder", "mejl")
    assert read_votes('participant\ts1\n"1"\t1\n').votes.values.tolist() == [[1]]


def test_long_the_last_vote_wins():
    text = "participant,statement,vote,note\n1,a,1,x\n2,a,0,\n1,a,-1,\n3,b,,\n"
    file = read_votes(text)
    assert (file.shape, file.votes.participants, file.votes.statements) == ("long", ("1", "2", "3"), ("a", "b"))
    assert file.votes.values[:, 0].tolist() == [-1, 0, 0] and file.votes.n_votes.tolist() == [1, 1, 0]
    late = read_votes("timestamp,comment-id,voter-id,vote\n20,5,1,1\n10,5,1,-1\n20,5,1,0\n").votes
    assert late.values.tolist() == [[0]]  # by time, then by row


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "participant saknas"),
        ("id,1\n1,1\n", "Rad 1: kolumnen participant saknas"),
        ("participant,1\n1,1\n2,5\n", "Rad 3, 1: ”5” är ingen röst"),
        ("participant,s2\n1,2\n", "Rad 2, s2: ”2”"),
        ("participant,Mer tid\n1,1\n2,-1\n3,ja\n", "Rad 4, Mer tid: ”ja”"),
        ("participant,1\n1,1\n\n1,0\n", "Rad 4, participant: deltagaren ”1” finns redan på rad 2"),
        ("participant,1\n,1\n", "Rad 2, participant: fältet är tomt"),
        ("participant,1,1\n1,1,1\n", "Rad 1: rubriken ”1” finns två gånger"),
        ("participant,1\n1,1,0\n", "Rad 2: raden har fler fält"),
        ("participant,namn\n1,Eva\n", "ingen kolumn med röster"),
        ("participant\n1\n", "ingen kolumn med röster"),
        ("participant,statement,vote\n1,a,2\n", "Rad 2, vote: ”2” är ingen röst"),
        ("participant,statement,vote\n1,,1\n", "Rad 2, statement: fältet är tomt"),
        ("participant,statement,vote,timestamp\n1,a,1,igår\n", "Rad 2, timestamp: ”igår”"),
        ('participant,1\n1,"' + "x" * 200_000 + '"\n', "går inte att läsa"),
    ],
)
def test_faults_say_where(text, said):
    with pytest.raises(BadFile) as wrong:
        read_votes(text)
    assert said in str(wrong.value)


def test_with_the_list_of_statements():
    known, rejected = read_moderation('comment-id,moderated,comment-body\n1,1,"två\nrader"\n2,-1,x\n3,0,\n')
    assert known == ("1", "2", "3") and rejected == {"2"}
    assert read_votes("participant,1,2,medlem\n1,1,1,0\n", known=known).ignored == ("medlem",)
    with pytest.raises(BadFile, match=r"Rad 1: påståendet ”9” finns inte"):
        read_votes("participant,1,9\n1,1,1\n", known=known)
    long = "participant,statement,vote\n1,1,1\n1,9,1\n"
    with pytest.raises(BadFile, match=r"Rad 3, statement: påståendet ”9” finns inte i listan"):
        read_votes(long, known=known)
    assert read_votes("participant,statement,vote\n1,1,1\n", known=known).votes.statements == known
    for text in (
        "id\n1\n",
        "comment-id,moderated\n1,5\n",
        "comment-id,moderated\n1,1\n1,1\n",
        "comment-id,moderated\n,1\n",
    ):
        with pytest.raises(BadFile):
            read_moderation(text)


def test_caps(monkeypatch):
    monkeypatch.setattr("hlab.stats.opinion.reading.MAX_PARTICIPANTS", 1)
    for text in ("participant,1\n1,1\n2,1\n", "participant,statement,vote\n1,1,1\n2,1,1\n"):
        with pytest.raises(BadFile, match="Högst 1 deltagare"):
            read_votes(text)


def run(*arguments) -> dict:
    out = io.StringIO()
    call_command("opinionmap", *map(str, arguments), stdout=out)
    assert "NaN" not in out.getvalue()
    return json.loads(out.getvalue())


def test_the_command(tmp_path):
    matrix, _ = room(60, 12)
    file, listed = tmp_path / "röster.csv", tmp_path / "comments.csv"
    lines = [f"{i}," + ",".join("" if v != v else str(int(v)) for v in row) for i, row in enumerate(matrix)]
    file.write_text("participant," + ",".join(map(str, range(12))) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    told = run(file)
    assert {"participants", "k", "stability", "drawable", "reason", "statements", "representative", "consensus"} <= set(
        told
    )
    assert set(told["participants"][0]) == {"id", "x", "y", "group", "votes"}
    assert [p["id"] for p in told["participants"]] == [str(i) for i in range(60)]
    assert told["k"] == 2 and told["drawable"] and told["reason"] == "" and told["stability"] >= 0.8
    assert set(told["representative"]) == {"A", "B"} == set(told["statements"][0]["groups"])
    assert {"agree", "disagree", "pass", "seen", "repness"} <= set(told["statements"][0]["groups"]["A"])
    assert told == run(file) and told["seed"] == 0 and run(file, "--seed", 5)["seed"] == 5
    listed.write_text("comment-id,moderated\n" + "".join(f"{i},{-1 if i == 3 else 1}\n" for i in range(12)))
    assert [s["id"] for s in run(file, "--comments", listed)["statements"] if s["left_out"]] == ["3"]

    for body, said in (("participant,1\n1,9\n", "Rad 2, 1"), ("id,1\n1,1\n", "participant"), ("\xff", "participant")):
        file.write_text(body)
        out = io.StringIO()
        with pytest.raises(CommandError) as wrong:
            call_command("opinionmap", str(file), stdout=out)
        assert said in str(wrong.value) and out.getvalue() == ""
    file.write_bytes(b"participant,\xff\n")
    for arguments in ((file,), (tmp_path / "saknas.csv",), (listed, "--seed", -1)):
        with pytest.raises(CommandError):
            run(*arguments)


@pytest.mark.parametrize(
    "body",
    [
        "participant,1\n",
        "participant,1\n1,\n2,\n",
        "participant,1,2\n1,1,\n",
        "participant,1\n1,1\n2,-1\n",
        "participant,1,2\n1,1,\n2,1,\n3,1,\n",
        "participant,statement,vote\n",
    ],
)
def test_odd_files_have_an_answer(tmp_path, body):
    file = tmp_path / "v.csv"
    file.write_text(body)
    told = run(file)
    assert told["drawable"] is False and told["reason"] in ("no_votes", "all_alike", "too_few")
    assert all((p["group"] is not None) == (p["votes"] > 0) for p in told["participants"])
