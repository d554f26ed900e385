"""Ground floor: whose data it is, who asks, how they reach it, and what two people do together in any room.

Nothing here knows of cycles, plans or appraisals. The floors above stand on it; it never looks up.
"""
