"""What was proved of a policy and what was not, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language import said
from ...library.proof.proofs import STATUSES, Proof, Verified
from ...quantity import Label

__all__ = ["proof_lines", "proof_records"]

_KINDS = {
    "phrase": Label("引文", "phrase"),
    "number": Label("数", "number"),
    "date": Label("日期", "date"),
    "document": Label("文件", "document"),
    "bound": Label("界限", "bound"),
    "force": Label("效力", "force"),
    "period": Label("期间", "period"),
    "option": Label("类别", "option"),
    "version": Label("版本", "version"),
}
_NUMBERS = ("number", "date")
_READING = Label("由读法声明，{}", "declared, reading {}")
_READ_AS = Label("由 read-as 说明，{}", "declared, {}")
_ASSUMED = Label("由假定声明，{}", "declared, assumption {}")


def proof_lines(files: Sequence[Verified]) -> Iterator[str]:
    """What is not proved, with the reason and the place; what is declared; a count of each file."""
    for status in ("unproved", "declared"):
        for file in files:
            for proof in file.proofs:
                if proof.status == status:
                    yield _line(file, proof)
    for file in files:
        yield _count(file)


def _line(file: Verified, proof: Proof) -> str:
    at = f"{file.file}:{proof.line}:{proof.column}"
    if proof.kind != "document":
        at = f"{at}: {file.policy}/{proof.provision}"
    text = f" {proof.text}"
    if proof.kind == "phrase":
        text = said(f"“{proof.text}”", text)
    what = f"{_KINDS[proof.kind].said()}{text}"
    why = proof.reason.said()
    if proof.status == "declared" and isinstance(proof.by, str):
        way, _, name = _text(proof.by).partition(" ")
        why = (_ASSUMED if way == "assume" else _READING).said().format(name)
    elif proof.status == "declared":
        why = _READ_AS.said().format(_text(proof.by))
    return said(f"{at}: {what}：{why}", f"{at}: {what}: {why}")


def _text(text: str | Label) -> str:
    return text if isinstance(text, str) else text.said()


def _count(file: Verified) -> str:
    phrases, numbers = file.count("proved", ("phrase",)), file.count("proved", _NUMBERS)
    noted = file.count("noted", tuple(_KINDS))
    if noted and not phrases:
        return _count_of_notes(file, noted)
    declared = file.count("declared", _NUMBERS)
    unproved = file.count("unproved", tuple(_KINDS))
    return said(
        f"{file.policy}：引文证实{phrases}处；数证实{numbers}个、声明{declared}个；"
        f"未证实{unproved}处",
        f"{file.policy}: phrases: {phrases} proved; numbers: {numbers} proved, "
        f"{declared} declared; not proved: {unproved}",
    )


def _count_of_notes(file: Verified, noted: int) -> str:
    declared = file.count("declared", _NUMBERS)
    unproved = file.count("unproved", tuple(_KINDS))
    return said(
        f"{file.policy}：原文不在，只有摘记：引文和数与摘记相符{noted}处、声明{declared}个；"
        f"不符{unproved}处",
        f"{file.policy}: no text at hand, notes alone: {noted} phrases and numbers as noted, "
        f"{declared} declared; not as noted: {unproved}",
    )


def proof_records(files: Sequence[Verified]) -> dict[str, object]:
    """Every proof as plain data: ``policies`` with their counts, ``items`` one by one."""
    policies = [
        {"policy": one.policy, "file": one.file}
        | {status: sum(proof.status == status for proof in one.proofs) for status in STATUSES}
        for one in files
    ]
    items = [_item(file, proof) for file in files for proof in file.proofs]
    return {"policies": policies, "items": items}


def _item(file: Verified, proof: Proof) -> dict[str, object]:
    document = proof.kind == "document"
    return {
        "policy": file.policy,
        "provision": None if document else f"{file.policy}/{proof.provision}",
        "kind": proof.kind,
        "text": proof.text,
        "status": proof.status,
        "by": _text(proof.by) or None,
        "reason": proof.reason.said() or None,
        "file": file.file,
        "line": proof.line,
        "column": proof.column,
    }
