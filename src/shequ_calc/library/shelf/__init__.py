"""The shelf of policies: found, compiled, kept between runs, and which of them hold where and when.

Begin with ``catalog.py`` (which policies there are) and ``law.py`` (which provisions are in force
at a place on a day). ``compiled.py`` and ``cache.py`` make a warm start cheap; ``build.py`` and
``build_rule.py`` make plain policies of validated data.
"""
