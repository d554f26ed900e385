"""Coaching library, the middle floor: HR managers as the partners of line managers.

What a line manager needs to manage well is called from beside the step where it is needed: guides and policies,
questions and answers, skills, and the partnership between the two. Rooms of the cycle above name a `Topic`; the
floor knows which step they mean, and nothing of what people wrote there. It stands on the ground floor and never
looks up.
"""

from coaching_library.topics import COMPONENTS, About, Phase, Signal, Skill, Task, Topic

__all__ = ["COMPONENTS", "About", "Phase", "Signal", "Skill", "Task", "Topic"]
