"""Measuring: our pages beside a floor of bare Flask, in turns on one database, so that only ratios are told.

Absolute times differ from machine to machine and from minute to minute; a ratio within one alternating run does not.
"""
