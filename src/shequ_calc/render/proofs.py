"""What was proved of a policy and what was not, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..library.proof.verify import STATUSES, Proof, Verified
from ..quantity import Label

__all__ = ["proof_lines", "proof_records"]

_KINDS = {
    "phrase": Label("引文", "phrase"),
    "number": Label("数", "number"),
    "date": Label("日期", "date"),
    "document": Label("文件", "document"),
}
_NUMBERS = ("number", "date")
_READING = Label("由读法声明，{}", "declared, reading {}")
_ASSUMED = Label("由假定声明，{}", "declared, assumption {}")


def proof_lines(files: Sequence[Verified], lang: str) -> Iterator[str]:
    """What is not proved, with the reason and the place; what is declared; a count of each file."""
    for status in ("unproved", "declared"):
        for file in files:
            for proof in file.proofs:
                if proof.status == status:
                    yield _line(file, proof, lang)
    for file in files:
        yield _count(file, lang)


def _line(file: Verified, proof: Proof, lang: str) -> str:
    at = f"{file.file}:{proof.line}:{proof.column}"
    if proof.kind != "document":
        at = f"{at}: {file.policy}/{proof.provision}"
    text = f"“{proof.text}”" if proof.kind == "phrase" and lang == "zh" else f" {proof.text}"
    what = f"{_KINDS[proof.kind].in_(lang)}{text}"
    said = proof.reason.in_(lang)
    if proof.status == "declared":
        way, _, name = _text(proof.by, lang).partition(" ")
        said = (_ASSUMED if way == "assume" else _READING).in_(lang).format(name)
    return f"{at}: {what}：{said}" if lang == "zh" else f"{at}: {what}: {said}"


def _text(text: str | Label, lang: str) -> str:
    return text if isinstance(text, str) else text.in_(lang)


def _count(file: Verified, lang: str) -> str:
    phrases, numbers = file.count("proved", ("phrase",)), file.count("proved", _NUMBERS)
    declared = file.count("declared", _NUMBERS)
    unproved = file.count("unproved", tuple(_KINDS))
    if lang == "zh":
        return (
            f"{file.policy}：引文证实{phrases}处；数证实{numbers}个、声明{declared}个；"
            f"未证实{unproved}处"
        )
    return (
        f"{file.policy}: phrases: {phrases} proved; numbers: {numbers} proved, "
        f"{declared} declared; not proved: {unproved}"
    )


def proof_records(files: Sequence[Verified], lang: str) -> dict[str, object]:
    """Every proof as plain data: ``policies`` with their counts, ``items`` one by one."""
    policies = [
        {"policy": one.policy, "file": one.file}
        | {status: sum(proof.status == status for proof in one.proofs) for status in STATUSES}
        for one in files
    ]
    items = [_item(file, proof, lang) for file in files for proof in file.proofs]
    return {"policies": policies, "items": items}


def _item(file: Verified, proof: Proof, lang: str) -> dict[str, object]:
    document = proof.kind == "document"
    return {
        "policy": file.policy,
        "provision": None if document else f"{file.policy}/{proof.provision}",
        "kind": proof.kind,
        "text": proof.text,
        "status": proof.status,
        "by": _text(proof.by, lang) or None,
        "reason": proof.reason.in_(lang) or None,
        "file": file.file,
        "line": proof.line,
        "column": proof.column,
    }
