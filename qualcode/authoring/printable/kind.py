"""A kind of report: what it is called, which options it takes, how it is made of a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from qualcode.core.pseudonyms import Pseudonyms
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.report.model import MethodBox, Report

if TYPE_CHECKING:
    from qualcode.project import Project

#: Values of options as a person gave them: a text, or several.
Values = Mapping[str, str | tuple[str, ...]]
YES = "yes"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a report: ``--name`` on the command line, a row in the terminal, a key in ``appendix.yaml``.

    ``title`` is its short name in a form and ``help`` its sentence.  With
    ``choices`` (value and word) it takes one of them; ``of`` names the kind of
    thing whose name it takes (``finding``, ``theme``, ``code``, ``case``,
    ``scene``, ``round`` …: the noun of the command line); a ``flag`` is on or
    off; ``many`` can be given several times.
    """

    name: str
    title: str
    help: str
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    of: str = ""
    flag: bool = False
    number: bool = False
    file: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What a report is made for: the project, the language, what names are printed as, the options given."""

    project: Project
    language: str
    public: Pseudonyms
    values: Values = field(default_factory=dict)
    title: str = ""
    language_asked: bool = False  # by the person, and not taken from the project
    cancelled: Callable[[], bool] = lambda: False
    tell: Callable[[str], None] = lambda _note: None  # takes notes for the person who asked
    cells: dict[str, int] = field(default_factory=dict)  # counts of persons that are printed, by where they stand

    def text(self, name: str, default: str = "") -> str:
        """Return an option's text; ``default`` where it was not given."""
        value = self.values.get(name) or default
        return value if isinstance(value, str) else ", ".join(value)

    def many(self, name: str) -> tuple[str, ...]:
        """Return every value of an option that can be given several times."""
        value = self.values.get(name) or ()
        return tuple(v for v in ([value] if isinstance(value, str) else value) if v)

    def flag(self, name: str) -> bool:
        """Tell whether an option was switched on."""
        return bool(self.values.get(name))

    def number(self, name: str, default: int) -> int:
        """Return an option's whole number; raises UsageProblem when it is none."""
        value = self.text(name)
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise UsageProblem(
                _("{option}: {value} is no whole number.").format(option=name, value=value),
                _("Write it with digits only."),
            ) from None

    @property
    def least(self) -> int:
        """The number of persons below which nothing is told of them: the option ``smallest``, else the project's."""
        return self.number("smallest", self.project.least_cell)

    def thing(self, name: str, find: Callable[[str], _T]) -> _T | None:
        """Return the thing that an option names, found by ``find`` (``project.finding`` …); None when not given."""
        value = self.text(name)
        return find(value) if value else None

    def method(self, query: str = "") -> MethodBox:
        """Return how the report came about, with what the project counts now.

        The date is that of the last change and not of the printing, so one state of a project prints one report.
        """
        project = self.project
        sources = project.sources()
        counts = {
            "sources": len(sources),
            "words": sum(source.words for source in sources),
            "codes": len(project.codebook().standing),
            "codings": sum(project.code_counts().values()),
            "coders": len({p.coder for p in project.progress()}),
            "condensations": len(project.condensations()),
            "scenes": len(project.scenes()),
        }
        if project.counted.decided:
            # Whoever decided wrote these codings down, but they are not that person's.
            del counts["coders"]
        name = self.public.apply(project.title)
        return MethodBox(project.changed_on(), name, project.revision(), counts, query, counted=self._counted())

    def _counted(self) -> str:
        from qualcode.authoring.printable.layers import counted_words

        project = self.project
        return counted_words(
            project.counted, self.language, self.called(), lambda r: self.public.apply(project.round(r).name)
        )

    def called(self) -> dict[str, str]:
        """Return what coders are called, by id: ``Coder A`` in the order in which they joined, or by name if asked."""
        from qualcode.report.agreement import coder_names

        people = self.project.persons()
        names = coder_names([p.name for p in people], language=self.language, pseudonyms=not self.flag("names"))
        return {p.id: names[p.name] for p in people}


@dataclass(frozen=True, slots=True)
class Kind:
    """A report that can be printed; ``title`` is its short name in lists, ``help`` and ``example`` the command's."""

    name: str
    title: str
    help: str
    example: str
    make: Callable[[Request], Report]
    options: tuple[Option, ...] = ()

    def printed(self, request: Request) -> Report:
        """Return the report of what its options choose to count, whatever is counted around it.

        Raises NotFound for a layer or coder that there is not, and what :attr:`make` raises.
        """
        project = request.project
        with project.counting(request.text("layer"), coder=request.thing("coder", project.person)):
            return self.make(request)

    def option(self, name: str) -> Option:
        """Return an option; raises UsageProblem when the report has no such one."""
        found = next((o for o in self.options if o.name == name), None)
        if found is None:
            raise UsageProblem(
                _("The report {report} has no option {option}.").format(report=self.name, option=name),
                _("Choose one of: {names}.").format(names=", ".join(o.name for o in self.options) or "–"),
            )
        return found

    def checked(self, values: Values) -> Values:
        """Return values without empty ones; raises UsageProblem for an option or a choice that the report has not."""
        out = {name: value for name, value in values.items() if value}
        for name, value in out.items():
            option = self.option(name)
            allowed = [choice for choice, _word in option.choices]
            for one in [value] if isinstance(value, str) else value:
                if allowed and one not in allowed:
                    raise UsageProblem(
                        _("{option}: there is no {value}.").format(option=name, value=one),
                        _("Choose one of: {names}.").format(names=", ".join(a for a in allowed if a)),
                    )
        return out
