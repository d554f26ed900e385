"""What people in the demo write in their performance files. All of it made up. `days` count back from the day of the demo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """Something that was said to an entry."""

    days: float
    who: str
    words: str
    act: str = "respond"


@dataclass(frozen=True)
class Line:
    """One entry, what was said to it, and when the other side saw it (None: not yet)."""

    days: float
    author: str
    kind: str
    words: str
    said: tuple[Said, ...] = ()
    seen: float | None = None
    goal: int | None = None
    link: str = ""
    paper: tuple[str, str] | None = None


AMARA = (
    Line(
        102,
        "bo",
        "meeting",
        "Our first talk since I lead you. You told me what Mira and you had agreed in passing: no standby in "
        "the week before the permit, and that you want to lead a site on your own this year.",
        seen=101,
    ),
    Line(
        99,
        "amara",
        "help_given",
        "Bo went through the grid company’s letter with me, line by line, until I could answer it myself.",
        seen=98,
    ),
    Line(
        93,
        "amara",
        "achievement",
        "Nordhavn runs on the new breakers. No call at night since the first of the month, after six in the month before.",
        (Said(92, "bo", "I listened to two of the calls of the month before. This is a different site now."),),
        seen=92,
        paper=("calls-nordhavn.csv", "month,calls at night\nbefore,6\nafter,0\n"),
    ),
    Line(
        34,
        "bo",
        "obstacle",
        "The third charger stands in the yard since three weeks because I have not brought the budget to the "
        "board. That is mine, not Amara’s.",
        (Said(33, "amara", "Thank you for writing it down. I had begun to doubt my dates."),),
        seen=33,
    ),
    Line(
        29,
        "bo",
        "shortfall",
        "The list of spare parts for the northern sites came ten days later than we had said.",
        (
            Said(
                28,
                "amara",
                "We moved it together on the phone, the day the van broke down. It came on the day we had moved it to.",
                "contest",
            ),
            Said(26, "bo", "You are right, I found the note of that call. It came on the day.", "settle"),
            Said(25.5, "amara", "Settled for me. Let us write such things down at once.", "settle"),
        ),
        seen=28,
    ),
    Line(
        20,
        "amara",
        "feedback",
        "When Bo answers in one word I do not know whether it is a yes. A sentence would help me.",
        (Said(19, "bo", "Fair. I will write whole sentences, or call."),),
        seen=19,
    ),
    Line(
        12,
        "bo",
        "thanks",
        "Amara took the shift of Tomás on a Sunday, without a word about it. I heard of it from the customer.",
        seen=11,
    ),
    Line(
        5,
        "bo",
        "shortfall",
        "Two of the four site sheets that we wanted by the middle of the month are missing.",
        (
            Said(
                4,
                "amara",
                "Three are there, and the fourth waits for the drawing that the workshop owes us since October. I sent the "
                "reminder to you as well.",
                "contest",
            ),
        ),
        seen=4,
    ),
    Line(
        1,
        "amara",
        "achievement",
        "The permit for Aalborg is here. Two pages instead of the eleven that we were afraid of.",
        link="https://permits.example/aalborg/2026",
    ),
)

LONG = (
    "This is the longest thing that I have written here, and I write it because I want to remember in March why I "
    "decided as I did.\n\n"
    "In the first week we found that the fault came back at every fifth site within a month. Everybody had an "
    "explanation: the cold, the supplier, the new breakers, the night shift. I did not believe any of them, since "
    "each explained what we had seen and none of them what we would see next. So we took the twenty repairs of the "
    "last quarter, laid the sheets side by side on the floor of the hall, and asked of each what the first visit had "
    "not looked at.\n\n"
    "It was the earthing in fourteen of twenty. Not once was it broken; it was loose, and tight again when somebody "
    "looked, because whoever looks pushes the cover first. We would have found that in an afternoon if we had asked "
    "who pushes the cover.\n\n"
    "What I would do differently: I would have asked Kofi and Noor on the first day instead of the ninth. They had "
    "both seen it, and both thought that somebody above them knew. What I am proud of: nobody was blamed, and the "
    "sheet that came of it has nine lines and not forty.\n\n"
    "What it needs now is time at the sites, two hours at each of them, and somebody who says no to everything that "
    "would fill those two hours with something else."
)

HANNA = (
    Line(
        330,
        "bo",
        "agreement",
        "Hanna leads the handover of three sites this winter; I keep her Fridays free of calls.",
        seen=329,
    ),
    Line(318, "hanna", "achievement", "The first handover sheet that the night shift used without calling me.", seen=317),
    Line(
        301,
        "hanna",
        "obstacle",
        "The archive of drawings is on a machine that nobody may restart. I lose a day at each site.",
        (Said(300, "bo", "I asked for a copy of it. It takes two weeks."),),
        seen=300,
    ),
    Line(
        176,
        "bo",
        "meeting",
        "We had not spoken since the spring but in passing. Both of us missed it; we begin again, every second Tuesday.",
        (Said(175, "hanna", "Every second Tuesday. I will remind you, and you me."),),
        seen=175,
    ),
    Line(
        168,
        "hanna",
        "shortfall",
        "I said that Skagen would be handed over by May. It was not, and I said it too late.",
        (Said(167, "bo", "Said too late, yes. The rest was the crane, and you know that."),),
        seen=167,
    ),
    Line(
        128,
        "bo",
        "shortfall",
        "The numbers for June were wrong in two of the columns.",
        (
            Said(
                127,
                "hanna",
                "They were right on the day on which I sent them; the meters were corrected a week later.",
                "contest",
            ),
            Said(
                120,
                "bo",
                "They were the numbers that went to the board. I stay with it that somebody had to look once more, and "
                "that I should have been that somebody as well.",
                "stand",
            ),
        ),
        seen=127,
    ),
    Line(110, "bo", "correction", "The wrong columns were those of May, not of June.", seen=109),
    Line(
        30, "hanna", "achievement", "Three depots have their sheet, and two people at each who have used it.", seen=29, goal=1
    ),
    Line(
        18,
        "hanna",
        "achievement",
        "The second depot charges overnight.",
        seen=17,
        goal=0,
        paper=("depot-2.txt", "Charged by six in the morning: 14 of 14 vans, five nights in a row.\n"),
    ),
    Line(3, "bo", "thanks", "The sheet of Hanna’s is on the wall in Esbjerg, too. Nobody had sent it there.", seen=2),
)

LIWEI = (
    Line(240, "min", "agreement", "我们说好：每两周谈一次，谈订单，也谈你自己想学什么。", seen=239),
    Line(
        226,
        "liwei",
        "achievement",
        "华东仓的平均交付时间从二十一天降到十七天。做法很简单：把晚上的备货提前到下午。",
        (Said(225, "min", "做法简单，想到它不简单。写下来，让别的仓也用。"),),
        seen=225,
    ),
    Line(210, "liwei", "obstacle", "系统每天只在早上更新一次库存，下午的订单要靠电话确认。", seen=209),
    Line(
        112,
        "min",
        "shortfall",
        "五月的两批货晚了四天，客户先打电话来，我们才知道。",
        (
            Said(111, "liwei", "第二批是港口停工，我当天给您发过消息。第一批是我的问题，我应该先打电话。", "contest"),
            Said(109, "min", "消息我找到了，第二批不算在你身上。", "settle"),
            Said(108.5, "liwei", "好，这样写清楚就行。", "settle"),
        ),
        seen=111,
    ),
    Line(64, "liwei", "help_given", "张敏陪我去见了港口的负责人。以后我可以自己去。", seen=63),
    Line(15, "liwei", "achievement", "十四天的目标，这个月有六成订单做到了。", seen=14, goal=0),
    Line(6, "min", "thanks", "周六的盘点你带着两个新人做完，没有人抱怨。", seen=5),
)

PRIYA = (
    Line(
        96,
        "priya",
        "achievement",
        LONG,
        (Said(95, "mira", "I read it twice. May I show the second paragraph to Pavel?"), Said(94, "priya", "Yes.")),
        seen=95,
    ),
    Line(
        24,
        "mira",
        "help_given",
        "Priya sat with Kofi at four sites, two hours each, and said no to everything else.",
        seen=23,
        goal=0,
    ),
)

NORTHLIGHT: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    ("hanna", "bo", HANNA),
    ("liwei", "min", LIWEI),
    ("amara", "bo", AMARA),
    ("priya", "mira", PRIYA),
)

EVE = (
    Line(200, "finn", "agreement", "Eve learns the evening boat until summer; I stand beside her for the first ten.", seen=199),
    Line(182, "eve", "achievement", "Ten evening boats, the last four without Finn beside me.", seen=181),
    Line(
        60,
        "finn",
        "shortfall",
        "Twice this month the gangway was down before the bell.",
        (Said(59, "eve", "Once it was. The other time the bell did not ring; the log of the bridge says so.", "contest"),),
        seen=59,
    ),
    Line(
        52,
        "eve",
        "obstacle",
        "The bell on the second boat is silent in the rain.",
        (Said(51, "finn", "It is on the list."),),
        seen=51,
    ),
    Line(
        4,
        "finn",
        "thanks",
        "A child had lost her shoe in the water. Eve found a pair in the office and missed her break.",
        seen=3,
    ),
)
OONA = (
    Line(90, "oona", "help_given", "Finn swapped three Sundays with me while my mother was ill.", seen=89),
    Line(
        9, "finn", "achievement", "Oona’s gangway of two people: four minutes less at each stop, measured for a week.", seen=8
    ),
)
TIDEWATER: tuple[tuple[str, str, tuple[Line, ...]], ...] = (("eve", "finn", EVE), ("oona", "finn", OONA))
