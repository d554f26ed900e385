"""From a fresh clone to a running house: environment, database, queue, processes, and one way to stop them all.

`bootstrap` and `system` use the standard library alone and run with any Python from 3.11 on; the rest runs inside the
environment they make. Promises: nothing is printed twice, trouble is one line, and what one start leaves behind the
next one finds and ends.
"""
