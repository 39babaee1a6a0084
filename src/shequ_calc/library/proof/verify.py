"""Proof of a policy against its documents: every phrase in its clause, every number in a phrase.

A phrase must stand once under the cited clause itself. A number of a rule must be read from the
phrases that its provision cites, and every number of a phrase by a rule. A number that the phrases
do not hold may rest on a declared reading or assumption, if the words of that declaration hold it.
Numbers in ``actual`` are about the community and not the document's. Of a document whose text is
not at hand, but whose phrases were noted, nothing is proved: its phrases are noted, and so is what
is read from them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...policy import TURNS
from ...quantity import Label, exact
from ...rules.nodes import Input, Node, Number, Ref, Rule, children, descend, placed
from ..checks.declarations import declared_in as names_in
from ..checks.stated import rules_of
from ..format.problems import Problem
from ..format.source import Source, Where
from .agreement import Clash, clashes
from .citations import Cite, cites_of, own_words, words_for_rule
from .clauses import Outline, cited_path, plain
from .evidence import Use, Words, declared_in, doubtful, former, from_itself, left_over, words_for
from .figures import Declared, Figure, figures, kind_of_unit
from .heads import unlike_notes, unlike_text
from .numerals import day_after
from .phrases import missing, not_noted
from .proofs import NO_WORDS, Proof
from .reasons import STRANGE, TOO_THIN, doubled, not_in_rules, subtracted, unread, unsaid
from .texts import Texts
from .words import pairs_in, thin

__all__ = ["contradictions", "verify"]

_UNKNOWN = Label("documents 中没有这个文件", "no such document under documents")
_TURNED = {
    ("month", "year"): Label("一年12个月", "twelve months in a year"),
    ("quarter", "year"): Label("一年4个季度", "four quarters in a year"),
    ("month", "quarter"): Label("一季度3个月", "three months in a quarter"),
}
_REST = Label("其余部分", "what the other parts leave")
_CALENDAR = (("month", "月"), ("quarter", "季"), ("year", "年"))


def verify(
    data: Mapping[str, Any], source: Source, texts: Texts, base: Mapping[str, Any] | None = None
) -> tuple[Proof, ...]:
    """Every phrase and number of a policy, proved or not, in the order of the file.

    ``data`` is what :func:`.of_files.shaped` gives and ``source`` says where it stands; ``base`` is
    the data of the policy that it extends.
    """
    proofs = _Verifier(data, source, texts, base or {}).proofs()
    return tuple(sorted(proofs, key=lambda proof: (proof.line, proof.column)))


def contradictions(
    data: Mapping[str, Any], source: Source, base: Mapping[str, Any] | None = None
) -> list[Problem]:
    """Where a cited phrase says outright another bound, force, period or option than the rule: the
    half of the proof that needs no text. ``data`` and ``base`` are as for :func:`verify`."""
    return list(_Verifier(data, source, None, base or {}).contradictions())


class _Verifier:
    def __init__(
        self, data: Mapping[str, Any], source: Source, texts: Texts | None, base: Mapping[str, Any]
    ) -> None:
        def both(section: str) -> dict[str, Any]:
            return {**base.get(section, {}), **data.get(section, {})}

        names = names_in(data, source, None, base)
        self._own = data["provisions"]
        self._source = source
        self._built = names.provisions
        self._by_id = {provision.id: provision for provision in self._built.values()}
        self._specs = names.inputs
        self._documents = both("documents")
        self._here = data["documents"]
        self._texts = texts
        self._readings = both("readings")
        self._assumptions = both("assumptions")
        self._outlines: dict[str, Outline | Label] = {
            name: texts.outline(document, self._documents.values()) if texts else _UNKNOWN
            for name, document in self._documents.items()
            if not document.get("noted")
        }
        self._notes: dict[str, tuple[str, ...] | Label] = {
            name: texts.notes(document["noted"]) if texts else _UNKNOWN
            for name, document in self._documents.items()
            if document.get("noted")
        }

    def proofs(self) -> Iterator[Proof]:
        if self._texts:
            yield from self._heads(self._texts)
        uses: dict[str, list[Use]] = {}
        cites = {key: tuple(cites_of(key, body)) for key, body in self._own.items()}
        for name in dict.fromkeys(cite.document for own in cites.values() for cite in own):
            there = self._notes.get(name) or self._outlines.setdefault(name, _UNKNOWN)
            if isinstance(there, Label):
                at: Where = ("documents", name)
                yield self._proof(at, name, "document", name, "unproved", reason=there)
        for key, own in cites.items():
            yield from (self._phrase(key, cite) for cite in own)
            uses[key] = list(self._uses(key, own))
        doubted: set[str] = set()
        for key, own in cites.items():
            yield from self._worded(key, own, uses[key])
        for key, own in cites.items():
            for proof in self._figures(key, own, uses[key]):
                if proof.status == "unproved":
                    doubted.add(key)
                yield proof
        yield from self._passed_over(cites, uses, doubted)

    def _heads(self, texts: Texts) -> Iterator[Proof]:
        """What the texts of this file's documents do not say of them."""
        for name, document in self._documents.items():
            file = document.get("text") or document.get("noted")
            text = texts.text(file) if file else _UNKNOWN
            if name not in self._here or isinstance(text, Label):
                continue
            known = document.get("not-in-text") or {}
            unlike = unlike_notes if document.get("noted") else unlike_text
            for field, reason in unlike(document, text):
                why, path = known.get(field), ("documents", name, field)
                status, by = ("declared", Label(**why)) if why else ("unproved", "")
                yield self._proof(path, name, "document", document[field], status, by, reason)

    def _proof(
        self, path: Where, provision: str, kind: str, text: str, status: str,
        by: str | Label = "", reason: Label = NO_WORDS,
    ) -> Proof:  # fmt: skip
        spot = self._source.problem(path, "")
        return Proof(spot.line, spot.column, provision, kind, text, status, by, reason)

    # Phrases

    def _phrase(self, key: str, cite: Cite) -> Proof:
        there = self._notes.get(cite.document) or self._outlines[cite.document]
        if isinstance(there, Label):
            reason: Label | None = Label("没有文件的文本可对", "there is no text to look in")
        elif isinstance(there, tuple):
            reason = not_noted(there, cite.phrase)
        else:
            reason = missing(there, cite.clause, cite.phrase)
        if reason is None and not cite.words and not pairs_in(cite.phrase) & self._own_words(key):
            reason = STRANGE
        if (
            reason is None
            and cite.document not in self._notes  # a note has no more words than were taken down
            and any(not one.said.date for one in cite.words)
            and thin(cite.phrase)
        ):
            reason = TOO_THIN
        if reason is not None:
            return self._proof(cite.path, key, "phrase", cite.phrase, "unproved", reason=reason)
        by = f"{cite.document} {cite.clause}"
        return self._proof(cite.path, key, "phrase", cite.phrase, self._proved((cite,)), by)

    def _proved(self, cites: Sequence[Cite]) -> str:
        """The status of what these phrases say: noted, where the text of one is not at hand."""
        return "noted" if any(cite.document in self._notes for cite in cites) else "proved"

    # Words

    def contradictions(self) -> Iterator[Problem]:
        """Where a phrase says outright something else than its rule, without a reason given."""
        for key, body in self._own.items():
            cites = tuple(cites_of(key, body))
            for clash in self._clashes(key, cites, list(self._uses(key, cites))):
                if clash.outright and clash.kind not in (body.get("read-as") or {}):
                    yield self._source.problem(clash.path, clash.reason)

    def _clashes(self, key: str, cites: Sequence[Cite], uses: Sequence[Use]) -> Iterator[Clash]:
        around = {cite.phrase: self._sentence(cite) for cite in cites}
        path: Where = ("provisions", key)
        rules = [one.rule for one in rules_of(self._built[key]) if one.kind != "actual"]
        return clashes(
            path, self._own[key], rules, uses, list(around), self._specs, around.__getitem__
        )

    def _worded(self, key: str, cites: Sequence[Cite], uses: Sequence[Use]) -> Iterator[Proof]:
        """Bounds, force, period and options that are not what the words say."""
        declared = self._own[key].get("read-as") or {}
        for clash in self._clashes(key, cites, uses):
            why = declared.get(clash.kind)
            status, by = ("declared", Label(**why)) if why else ("unproved", "")
            yield self._proof(clash.path, key, clash.kind, clash.text, status, by, clash.reason)

    def _own_words(self, key: str) -> frozenset[str]:
        return own_words(self._own[key], self._built[key], self._specs, self._assumptions)

    def _sentence(self, cite: Cite) -> str:
        """The sentence of the text, or the words that were noted, in which a phrase stands; the
        phrase itself where there is none."""
        outline = self._outlines.get(cite.document, _UNKNOWN)
        clauses = () if isinstance(outline, Label) else outline.at(cited_path(cite.clause))
        phrase = plain(cite.phrase)
        notes = self._notes.get(cite.document, ())
        for noted in notes if isinstance(notes, tuple) else ():
            if phrase in noted:
                return noted
        for clause in clauses:
            for sentence in re.split("[。;]", clause.text):
                if phrase in sentence:
                    return f"{cite.clause}:{sentence}"
        return cite.phrase

    # Numbers

    def _uses(self, key: str, cites: Sequence[Cite]) -> Iterator[Use]:
        """Every figure of a provision with the words it is read from."""
        body, at = self._own[key], ("provisions", key)
        path: Where
        found = [
            (rule.path, self._of_rule(rule.rule, rule.unit, _payer(body, rule.path)))
            for rule in rules_of(self._built[key])
            if rule.kind != "actual"
        ]
        for index, payer in enumerate(body["payers"]):
            if payer.get("share") is not None:
                path = (*at, "payers", index, "share")
                share = placed(Number(exact(payer["share"])), path)
                found.append((path, self._of_rule(share, "ratio", _assumed(payer))))
        for path, those in found:
            words = words_for_rule(cites, body, path)
            yield from (Use(figure, words_for(figure, words, those)) for figure in those)
        for index, version in enumerate(body["versions"]):
            for name in ("from", "until"):
                if (date := version.get(name)) is not None:
                    path = (*at, "versions", index, name)
                    figure = Figure(path, date, "date", date=date)
                    yield Use(figure, _dated(figure, name, words_for_rule(cites, body, path)))

    def _of_rule(self, rule: Rule, unit: str, declared: tuple[Declared, ...]) -> list[Figure]:
        kind, written = kind_of_unit(unit), self._source.written
        return list(figures(rule, kind, self._counted, written, declared))

    def _counted(self, node: Node) -> str | None:
        """What an input or a reference counts; of a longer rule, the first that tells."""
        match node:
            case Input(name):
                spec = self._specs.get(name)
                return kind_of_unit(spec.unit) if spec and spec.unit else None
            case Ref(provision):
                there = self._by_id.get(provision)
                return kind_of_unit(there.unit) if there else None
        parts = children(node)
        return next((kind for part in parts if (kind := self._counted(part))), None)

    def _figures(self, key: str, cites: Sequence[Cite], uses: Sequence[Use]) -> Iterator[Proof]:
        words = tuple(one for cite in cites for one in cite.words)
        passed = doubtful(uses, words)
        doubts = {
            use.figure.path: doubled(use.read[0], over)
            for use in uses
            if (over := passed.get(use.figure.path))
        }
        doubts |= {path: subtracted(one) for path, one in from_itself(uses).items()}
        rest = dict.fromkeys(left_over(uses), _REST)
        for use in uses:
            figure = use.figure
            kind = "date" if figure.date else "number"
            reason = doubts.get(figure.path)
            if reason is not None:
                yield self._proof(figure.path, key, kind, figure.text, "unproved", reason=reason)
            elif use.read:
                by = use.read[0].phrase
                status = self._proved([cite for cite in cites if cite.phrase == by])
                yield self._proof(figure.path, key, kind, figure.text, status, by)
            elif known := rest.get(figure.path) or self._known(key, figure, cites):
                status = self._proved(cites[:1])
                yield self._proof(figure.path, key, kind, figure.text, status, known)
            else:
                yield self._declared(key, kind, figure, words)

    def _known(self, key: str, figure: Figure, cites: Sequence[Cite]) -> str | Label:
        """What proves a figure besides the phrases: the months of a year, the document's date."""
        body = self._own[key]
        if figure.path[2:3] == ("versions",) and figure.path[-1] in ("from", "until"):
            dated = any(one.said.date for cite in cites for one in cite.words)
            first, *others = (self._documents.get(cite.document) or {} for cite in cites)
            since = (one for one in (first, *others) if not dated and _since(one, figure.date))
            if document := next(since, None):
                return str(document["title"])
            # What a later document supersedes ends the day before that one begins.
            ends = figure.path[-1] == "until" and len(figure.date) == 10
            later = (one for one in others if ends and _since(one, day_after(figure.date)))
            return next((str(document["title"]) for document in later), "")
        if not figure.beside:
            return ""
        turns = [both for both, times in TURNS.items() if times == figure.value]
        view = body["views"].get(figure.path[3], {}) if figure.path[2] == "views" else {}
        period = view.get("period") or body.get("period") or ""
        periods = {self._by_id[one].period for one in figure.refs if one in self._by_id}
        periods |= {one for one, word in _CALENDAR if any(word in cite.phrase for cite in cites)}
        for short, long in turns:
            there, here = (short, long) if figure.beside == "multiply" else (long, short)
            if figure.beside in ("multiply", "divide") and period == here and there in periods:
                return _TURNED[short, long]
        return ""

    def _declared(self, key: str, kind: str, figure: Figure, words: Sequence[Words]) -> Proof:
        for one in reversed(figure.declared):
            if declared_in(figure, self._said(one), words):
                by = f"{one.by} {one.name}" + (f": {one.option}" if one.option else "")
                return self._proof(figure.path, key, kind, figure.text, "declared", by)
        reason = unsaid(figure, words) if figure.declared else unread(figure, words)
        return self._proof(figure.path, key, kind, figure.text, "unproved", reason=reason)

    def _said(self, declared: Declared) -> str:
        if declared.by == "assume":
            words = self._assumptions.get(declared.name, {})
        else:
            words = (
                self._readings.get(declared.name, {}).get("options", {}).get(declared.option, {})
            )
        return str(words.get("zh", ""))

    def _passed_over(
        self,
        cites: Mapping[str, Sequence[Cite]],
        uses: Mapping[str, Sequence[Use]],
        doubted: Collection[str],
    ) -> Iterator[Proof]:
        """Numbers of cited phrases that no rule of the provisions citing them reads. Where a
        number of such a provision is not proved itself, that is what there is to mend first."""
        citing: dict[tuple[str, ...], list[tuple[str, Cite]]] = {}
        for key, own in cites.items():
            for cite in own:
                citing.setdefault(cite[:3], []).append((key, cite))
        for (_, _, phrase), places in citing.items():
            used = [use for key, _ in places for use in uses[key]]
            if not (used or any(self._nothing_but_zero(key) for key, _ in places)) or any(
                key in doubted for key, _ in places
            ):
                continue
            read = {one.said for use in used for one in use.read if one.phrase == phrase}
            key, cite = places[0]
            for words in cite.words:
                if words.said in read or not words.said.firm or former(words, read):
                    continue
                periods = (self._own[key].get("period") for key, _ in places)
                if not any(_of_period(words, period) for period in periods):
                    reason = not_in_rules(words)
                    yield self._proof(cite.path, key, "phrase", phrase, "unproved", reason=reason)

    def _nothing_but_zero(self, key: str) -> bool:
        """Whether a provision has numbers, all of which say that there is nothing."""
        rules = (one.rule for one in rules_of(self._built[key]) if one.kind != "actual")
        numbers = [
            node.value for rule in rules for node in descend(rule) if isinstance(node, Number)
        ]
        return bool(numbers) and not any(numbers)


def _assumed(payer: Mapping[str, Any]) -> tuple[Declared, ...]:
    return (Declared("assume", payer["assume"]),) if payer.get("assume") else ()


def _payer(body: Mapping[str, Any], path: Where) -> tuple[Declared, ...]:
    return _assumed(body["payers"][path[3]]) if path[2] == "payers" else ()


def _of_period(words: Words, period: str | None) -> bool:
    """Whether a number says how often (每两年), and the provision's period says so, too."""
    years = {"two-years": (2,), "three-years": (3,)}.get(period or "", ())
    return words.said.kind == "year" and words.said.values == years


def _dated(figure: Figure, name: str, words: tuple[Words, ...]) -> tuple[Words, ...]:
    """The words for the date of a version: one that ends on a day may end the day before one
    that is stated, on which the next begins."""
    found = words_for(figure, words, (figure,))
    if not found and name == "until" and len(figure.date) == 10:
        begins = day_after(figure.date)
        # What begins with a month or a year begins on its first day.
        dates = (begins, begins.removesuffix("-01"), begins.removesuffix("-01-01"))
        for date in dict.fromkeys(dates):
            next_one = replace(figure, date=date)
            found = found or words_for(next_one, words, (next_one,))
    return found


def _since(document: Mapping[str, Any], date: str) -> bool:
    return date in (document.get("in-force"), document.get("issued"))
