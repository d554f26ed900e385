"""What Northlight’s policies say: real rules of a made-up company, in short sections that an answer can point to."""

from __future__ import annotations

import re
from dataclasses import replace

from coaching_library.policies import Clause


def flow(text: str) -> str:
    """The text as somebody types it: each paragraph and each line of a list on a line of its own."""
    return re.sub(r"(?<=\S)\n(?!\n|- )\s*", " ", text)


MANAGEMENT = (
    Clause(
        "mgpurpos",
        "Why we do this",
        flow("""Performance is something two people plan, talk about and improve together. We do not grade people: we agree on
results, look at what helps and what is in the way, and begin again with what we learned.

This policy says what everybody can expect from it, and what is expected of everybody. HR partners help line
managers with it at any time; asking early is a strength."""),
    ),
    Clause(
        "mgwhom00",
        "For whom it holds",
        flow("""It holds for everybody who is employed by Northlight Energy or Northlight Asia, from their first day. Whoever
joins during a cycle agrees a plan within **four weeks**. People on long leave are excused, and their manager
says so with a reason."""),
        binding=True,
    ),
    Clause(
        "mgplan00",
        "A plan that both have signed",
        flow("""Each employee has a plan that they and their line manager have **both signed**, before the work phase begins.

- Either of the two may draft it. The employee’s own draft is where most good plans begin.
- Three to five goals are enough. Each has words for what *reached* looks like, and says what the manager owes
  to it.
- Nobody signs for somebody else, and silence is no agreement. Who does not agree answers with a version of
  their own.
- Where two find no words after three rounds, either may call in the HR partner, who helps and does not decide."""),
        binding=True,
    ),
    Clause(
        "mgtalk00",
        "Talks in both directions",
        flow("""Line manager and employee meet at least **once a month** for a 1:1, and speak about every goal at least once a
quarter. Both bring topics; both confirm the minutes. Bad news is told when it is small."""),
        binding=True,
    ),
    Clause(
        "mgapprai",
        "An appraisal without surprises",
        flow("""The appraisal looks at what was agreed, and nothing else. It begins with what the employee writes. A critical
statement stands in it only if it was said before, in a talk or in the file, early enough to do something about
it.

A rating is a word for a result, never for a person. There is no quota: no manager has to give a low or a high
rating to anybody."""),
        binding=True,
    ),
    Clause(
        "mgimprov",
        "What follows from it",
        flow("""After the appraisal both look for causes: in the goal, in the help that was given, in the circumstances, in what
was learned. At most three actions come out of it, each with an owner and a day. The next plan begins with them.

Pay is decided in another process, with its own rules and at another time of the year."""),
    ),
    Clause(
        "mghelp00",
        "Where to ask",
        flow("""Your HR partner answers within two working days. You choose who can read your question. Questions that many have
become guides, so that the next one finds the answer at the step where it is needed."""),
    ),
)

TALKS_AGAIN = flow("""Line manager and employee meet at least **every two weeks** for a 1:1 of half an hour, and the employee
checks in on their goals at least every four weeks. Both bring topics; both confirm the minutes.

A 1:1 that falls out is moved within the week, and not skipped twice in a row. Bad news is told when it is
small.""")
"""What the section on talks says from the second version on."""


def management_anew() -> tuple[Clause, ...]:
    """The second version: two talks a month, and one word more about help."""
    said = {each.key: each for each in MANAGEMENT}
    said["mgtalk00"] = replace(said["mgtalk00"], body=TALKS_AGAIN)
    help_ = said["mghelp00"]
    said["mghelp00"] = replace(
        help_, body=f"{help_.body}\n\nIn the first cycle of a new manager the HR partner offers a talk a month."
    )
    return tuple(said.values())


CHANGING = (
    Clause(
        "cgwhy000",
        "Goals may change",
        flow("""A goal that does not fit the world any more helps nobody. Changing it in time is good work, and no sign of
weakness. What was agreed before stays readable, so that nobody reads a changed goal as a missed one."""),
    ),
    Clause(
        "cgboth00",
        "Only both together change a goal",
        flow("""A plan changes only as it came about: somebody proposes an amendment, and the other side signs it, counters it
or asks. Until both have signed the same words, **what was signed before holds**. HR, a manager’s manager or a
change of strategy do not change anybody’s goal by themselves."""),
        binding=True,
    ),
    Clause(
        "cgreason",
        "Say why",
        flow("""Whoever wants the change says why in one or two sentences that a third person would understand. *The customer
postponed the delivery to next year* is a reason. *It turned out to be difficult* is the beginning of a talk."""),
        binding=True,
    ),
    Clause(
        "cgwhen00",
        "Until when",
        flow("""An amendment can be proposed until **four weeks before the appraisal phase** begins. After that the goal stays
as it is, and the appraisal says what happened."""),
        binding=True,
    ),
    Clause(
        "cgrating",
        "How a changed goal is appraised",
        flow("""A goal is appraised by the words that hold at the end. Work that was done for the earlier words counts: it is
named in the appraisal, with what came of it. A goal that both dropped is not rated at all."""),
        binding=True,
    ),
    Clause(
        "cgweight",
        "Weights",
        flow("""Where a goal is dropped or added, both agree anew how much each of the others counts. Together they make 100
percent again."""),
    ),
)


def changing_anew() -> tuple[Clause, ...]:
    """The second version, which comes into force next month: shorter notice, and more about dropped goals."""
    said = {each.key: each for each in CHANGING}
    said["cgwhen00"] = replace(
        said["cgwhen00"],
        body=flow("""An amendment can be proposed until **two weeks before the appraisal phase** begins. After that the goal
stays as it is, and the appraisal says what happened. Where both were away for longer than two weeks, the HR partner may
give them until the day before."""),
    )
    added = Clause(
        "cghandov",
        "When the manager changes",
        flow("""Whoever takes over a team adopts the plans as they stand, or proposes an amendment within four weeks. Until then
the plan that the former manager signed holds."""),
        binding=True,
    )
    order = list(said.values())
    return (*order[:4], added, *order[4:])


FILE = (
    Clause(
        "flpurpos",
        "One file, two authors",
        flow("""Each pair of employee and line manager has one performance file. It is there so that an appraisal rests on what
both have seen, over the whole year and not over the last four weeks."""),
    ),
    Clause(
        "flseen00",
        "Nothing is kept secretly",
        flow("""There is **no other record** about somebody’s performance than this file. What one of the two adds is open to
the other in the same moment. Notes on paper, in mails or in other tools are no evidence, and may not be used in
an appraisal."""),
        binding=True,
    ),
    Clause(
        "flfacts0",
        "What goes into it",
        flow("""Achievements, shortfalls, obstacles, help and thanks: what happened, on which day, and what followed. What one
saw, and not what one thinks of a person.

What never goes into it: health, family, faith, politics, membership in a union, and what colleagues tell in
confidence."""),
        binding=True,
    ),
    Clause(
        "flcontes",
        "If you see it differently",
        flow("""You answer an entry in your own words, or contest it: *this is not right*. Then both look at it together. What
cannot be settled stands with the contest beside it, in the file and wherever the entry is cited."""),
        binding=True,
    ),
    Clause(
        "flreads0",
        "Who reads it",
        flow("""The two whom it belongs to. HR has no access to it. Where a formal step rests on an entry (a second look, an
improvement plan), the HR partner reads the entries that are cited, and nothing else. Tenant admins read none of
it."""),
        binding=True,
    ),
    Clause(
        "flkept00",
        "How long it is kept",
        flow("""As long as somebody works here and six years after, as the law of the country asks. You may take all of your
file along at any time."""),
    ),
)


def file_anew() -> tuple[Clause, ...]:
    """The second version: what is said about keeping reads better. Nothing that binds has changed."""
    return tuple(
        replace(
            each,
            body=flow("""As long as somebody works here, and six years after their last day. Then it is erased; nobody has to
ask for that.

You may take all of your file along at any time, as a file that other programs read or as a PDF: *File, Take it
along*."""),
        )
        if each.key == "flkept00"
        else each
        for each in FILE
    )


SECOND_LOOK = (
    Clause(
        "slopen00",
        "Feedback has a name",
        flow("""Feedback between colleagues is never anonymous here, and it is open at once to the one whom it is about. Whoever
is asked may decline without a reason. Nobody collects feedback about somebody behind their back; a manager who
asks about a report tells them in the same moment."""),
        binding=True,
    ),
    Clause(
        "slgood00",
        "What good feedback is",
        flow("""What you saw, what followed from it, and what you would try next time. Soon after it happened, to the person and
not about the person. Thanks count as much as suggestions."""),
    ),
    Clause(
        "slask000",
        "You may ask for a second look",
        flow("""Whoever does not agree with their appraisal may ask for a second look **within 15 working days** after it was
closed. No reason has to be proved; one sentence on what is seen differently is enough. Nobody may hold it
against you."""),
        binding=True,
    ),
    Clause(
        "sllevel1",
        "Who looks",
        flow("""First an HR partner who had no part in it. They read the plan, the appraisal and the entries that it cites, talk
to both, and write down what they find within ten working days.

If either of the two does not accept that, three people from the panel look: one each is named by employee and
manager."""),
        binding=True,
    ),
    Clause(
        "slresult",
        "What can come of it",
        flow("""The appraisal is upheld, changed, or written anew by the two. The original and the result are both kept, with
the reasons. A second look never makes a rating worse."""),
        binding=True,
    ),
)


def second_look_anew() -> tuple[Clause, ...]:
    """The second version, which waits for its review: leave does not run the time out."""
    return tuple(
        replace(each, body=each.body + " Days of leave do not count.") if each.key == "slask000" else each
        for each in SECOND_LOOK
    )
