"""Sameboat itself: the five components of the cycle, and the roof over them (settings, launcher, worker, sweeper, commands).

Importing this package costs nothing: the launcher runs with a bare Python, before the environment exists.
"""
