"""``shequ salary``: what a community's workers are paid."""

from __future__ import annotations

from .answer import question_command

__all__ = ["app"]

app = question_command(
    "salary",
    "社区工作者的薪酬：按岗位、级别、年限、学历和外部数据。",
    "What a worker is paid, by post, grade, years, education and outside figures.",
    "post",
    "grade",
    "years",
    "education",
    "certificate",
    "average-wage",
    "disposable-income",
    "graduate-pay",
)
