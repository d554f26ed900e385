"""What is asked and answered in the demo. Questions that many read name nobody."""

from __future__ import annotations

HOW_MANY = (
    "How many goals are enough?",
    "Some of my people came with eleven, others with two. Is there a number you would hold on to?",
    (
        "Between three and five, as a rule.\n\n- Whatever would weigh less than a twentieth is part of another goal, or of the "
        "job.\n- Two are too few where the job has several sides: what is not in the plan is the first thing to be dropped.\n\n"
        "Ask which of the eleven they would fight for. Those are the plan."
    ),
    "That settled it in two talks. They crossed out seven themselves.",
)
ON_LEAVE = (
    "Who confirms the minutes while somebody is on parental leave?",
    "We met the day before the leave began. I wrote the minutes, and nobody is there to confirm them.",
    (
        "Leave them as they are. Mine waited for five months, and on the first day back we read them together over coffee. It "
        "was a good way to begin again."
    ),
)
NOTES = (
    "Can my employee ever read my private notes?",
    "I write down what I want to say before a 1:1. I would write otherwise if somebody else might read it.",
    (
        "No. Private notes are yours alone: neither your employee nor HR nor an administrator sees them, and nothing in an "
        "appraisal may rest on them. What should count goes into the file, where both read it."
    ),
)
HALF_WAY = (
    "How do I rate a goal we changed half-way?",
    (
        "We moved a goal from “three depots” to “one depot, done properly”, because the hiring freeze took away the people. Do "
        "I go by the first words or by the new ones?"
    ),
    (
        "By the new ones, because that is the agreement you both signed. An agreement that you changed together is a sign that "
        "the partnership works.\n\n1. Go by what the version in force asks for.\n2. Say in one sentence why it changed, so "
        "that nobody reads it later as a missed goal.\n3. Say before the talk which words you used."
    ),
    "That helps. I was asked to mention the depot team in that sentence, and I have.",
)
HOW_OFTEN = (
    "How often do we have to meet?",
    "My manager and I see each other every day at the site. Is there a rule for 1:1s all the same?",
    (
        "Once a month, an hour that belongs to the two of you and is not about today’s repairs. Seeing each other every day is "
        "a reason for it, not against it."
    ),
)
FILE_KEPT = (
    "How long does an entry of the file stay?",
    "Two years ago I missed a handover. Does it stand there for ever?",
    (
        "It is kept as long as you work here and six years longer; you read all of it at any time. An old entry says what was, "
        "and your answer beside it stays as well."
    ),
)
TEARS = (
    "Every planning talk ends in tears",
    (
        "With one of my people each talk about goals ends after ten minutes, in tears. I don’t want to be hard, and I can’t "
        "leave the plan empty. What do I do on Thursday?"
    ),
    (
        "Stop talking about goals on Thursday. Ask what happens in the other one when the sheet comes out, and then be silent "
        "for longer than is comfortable. Very often it is last year’s appraisal that is sitting in the room.\n\nAgree one "
        "small thing for two weeks, in their words. The plan can wait until the week after; no clock runs out on you.\n\nIf it "
        "is about something that is not work, say so openly and offer the company doctor. Ring me on Wednesday, if you like, "
        "and we go through your first sentence."
    ),
    "I said the first sentence as we had practised it. It took forty minutes, and it was last year’s appraisal.",
)
WEIGHTS = (
    (
        "Who decides the weights?",
        "We agree on the goals and not on how much each counts. Who has the last word?",
    ),
    (
        "What if we can’t agree on the weights?",
        "Twice to and fro, and now it is 40 or 60 for the same goal. Who decides in the end?",
    ),
    (
        "Does the manager decide the weights?",
        "A new colleague thinks that weights are mine to give. Are they? We are drafting the plan.",
    ),
)
WEIGHTS_ANSWER = (
    "Neither of you alone: weights are part of what both sign. If you turn in circles, put the two figures beside each other "
    "and ask what would have to be true for the other one to be right. After the third round call me in; I decide nothing, but "
    "I ask."
)
SICK = (
    "A goal after four months of sick leave",
    "Somebody comes back next week after four months. The plan was agreed for the whole year. Do we write a new one?",
    (
        "Did you two agree an amendment before the leave began, or is the plan still the one of spring? And which of the goals "
        "have a date before February?"
    ),
)
PEERS = (
    "May I ask customers for feedback on a colleague?",
    "The grid company works with one of us every week and would have a lot to say.",
)
OVERDUE = (
    "Is a target in hours per site still allowed?",
    "Our sheet of 2023 sets hours per site. The new policy speaks of results. Can I still agree such a goal?",
)
SHANGHAI = (
    "员工总是不肯自己写目标，怎么办？",
    "每次都等我先写，再点头。我不想替他写，可计划又不能空着。",
    (
        "先别谈目标，请他讲讲上个季度哪件事做得最踏实、哪件事最别扭。把他的原话记在纸上，递给他：“这里面哪一件，你愿意拿来做今"
        "年的第一个目标？”\n\n写得粗也没关系，您可以用提案补问题，不要替他补答案。第一份草稿由他提出，哪怕只有一行。"
    ),
    "他写了两行，比我写的实在。",
)
SHANGHAI_WIDER = (
    "员工等着经理先写目标，怎么办？",
    "有的员工总等经理先写目标，再点头。怎样让他自己开口？",
    "先请他讲上个季度最踏实和最别扭的两件事，用他的原话写成第一行草稿，由他提出。经理用提问补充，不代写。",
)
ARTICLE = (
    "How many goals belong in a plan",
    (
        "Between three and five, as a rule. Two are often too few, because what is not in the plan is the first thing to be "
        "dropped in May; eleven are a list of everything somebody does.\n\n## How to come down from eleven\n\nAsk which of "
        "them they would fight for. Then ask of each other one:\n\n- Would it weigh less than a twentieth? Then it is part of "
        "another goal, or simply of the job.\n- Is it a step towards one of those that stay? Then it is a key result there.\n- "
        "Is it somebody else’s? Then it belongs in their plan, and here as support that is owed.\n\n## How to come up from "
        "two\n\nAsk about the sides of the job that nobody has mentioned: what customers would miss, what the next colleague "
        "would curse, what somebody wants to be able to do a year from now."
    ),
)
REPLIES = (
    (
        "What I need to know first",
        "Which version of the plan do you two have in force, and what have you tried so far? Two lines are enough.",
    ),
    (
        "Call HR in",
        (
            "After the third round either of you can call me in from the plan’s page. I read the proposals, ask, and suggest; "
            "I never sign."
        ),
    ),
)
