"""A report: what many findings come to, as one document to be handed on.

Begin with ``report``, which says what stands in it; ``page`` writes it as HTML, ``markdown`` as
Markdown, ``docx`` as a document of Word in the layout of an official one. ``unfolded`` says what a
figure on a page opens into.
"""

__all__: list[str] = []
