"""Places: the administrative divisions of China, and the names people give them.

Begin with ``place.py``: from a name or a code to the one division meant. ``divisions.py`` has the
divisions themselves, from the tables under ``data/``; ``names.py`` spells names alike; ``path.py``
reads 云南省昆明市五华区; ``former.py`` and ``zones.py`` know what is none of today's divisions, and
are only read where no name of today answers; ``errors.py`` has the messages.
"""
