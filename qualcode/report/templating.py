"""Reports as HTML through Jinja2: autoescaped, in a sandbox, with templates that people may override."""

from __future__ import annotations

import html
import re
import types
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.report import quote_words
from qualcode.report.appendix import AppendixPart, markdown_html
from qualcode.report.model import Report
from qualcode.report.pictures.png import png
from qualcode.report.pictures.values import Picture
from qualcode.report.scenes import paragraphs
from qualcode.report.wording import Wording, own_words

TEMPLATES = Path(__file__).parent / "templates"
_HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)


def environment(language: str, templates: Sequence[Path] = ()) -> ImmutableSandboxedEnvironment:
    """Return the environment that templates run in; ``templates`` are folders searched before our own."""
    wording = Wording(language)
    loaders: list[BaseLoader] = [FileSystemLoader([str(folder) for folder in (*templates, TEMPLATES)])]
    env = ImmutableSandboxedEnvironment(loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined)
    env.globals.update({"_": wording.gettext, "gettext": wording.gettext, "ngettext": wording.ngettext})
    env.filters.update(
        {
            "number": wording.number,
            "quoted": wording.quoted,
            "counted": wording.counted,
            "percent": wording.percent,
            "place": wording.place,
            "places": wording.places,
            "months": lambda span: wording.months(*span),
            "mode": wording.mode,
            "code_kind": wording.code_kind,
            "status": wording.status,
            "voiced_by": wording.voiced_by,
            "presence": wording.presence,
            "fidelity": wording.fidelity,
            "paragraphs": paragraphs,
            "verdict": lambda value: quote_words.verdict(value, wording.gettext),
            "quote_edit": lambda value: quote_words.edit(value, wording.gettext),
            "quote_state": lambda value: quote_words.state(value, wording.gettext),
            "voice_mark": lambda value: quote_words.mark(value, wording.gettext),
            "anchor": anchor,
            "measure": wording.measure,
            "cell": wording.cell,
            "balance_group": wording.balance_group,
            "source_kind": wording.source_kind,
            "drawing": drawing,
            "drawing_uri": drawing_uri,
            "hash": lambda digest: digest[:32] + "\u200b" + digest[32:],
            "markdown": lambda text: Markup(markdown_html(text)),  # noqa: S704 - HTML in it is escaped
        }
    )
    return env


def drawing(picture: Picture) -> Markup:
    """Return a picture as SVG that stands in a page of HTML."""
    # Our own drawing, in which every text was escaped (`pictures.canvas`).
    return Markup(picture.svg.strip())  # noqa: S704


def drawing_uri(picture: Picture, target: str) -> str:
    """Return a picture as a ``data:`` address: SVG for ``pdf``, which is set in it as lines, else PNG.

    Raises QualcodeError when a PNG cannot be drawn.
    """
    if target == "pdf":
        return "data:image/svg+xml;base64," + b64encode(picture.svg.encode("utf-8")).decode("ascii")
    return "data:image/png;base64," + b64encode(png(picture.svg)).decode("ascii")


def anchor(text: str) -> str:
    """Return a text as it can stand in an id: letters, digits, ``-`` and ``_``."""
    return re.sub(r"[^\w-]+", "-", text).strip("-")


def render_template(
    report: Report,
    *,
    target: str,
    language: str,
    templates: Sequence[Path] = (),
    progress: Callable[[int], None] = lambda _done: None,
) -> str:
    """Return a report as the HTML that every format is made from.

    ``target`` is the format that the HTML is for; for ``html`` the page is
    complete in itself.  ``progress`` is told the number of parts of an appendix
    that are done.  Raises QualcodeError for a template that does not work,
    naming template, line and variable.
    """
    for folder in templates:
        if not folder.is_dir():
            raise QualcodeError(
                _("There is no template folder {folder}.").format(folder=folder),
                _("Give a folder that holds templates such as {name}.").format(name=f"{report.name}.html.j2"),
            )
    wording = Wording(language)
    shared = {
        "target": target,
        "lang": wording.locale,
        "css": _css(templates) if target == "html" else "",
        "next_table": partial(next, count(1)),
        "next_figure": partial(next, count(1)),
    }

    def printed(part: AppendixPart, number: int) -> Markup:
        assert part.report is not None
        with own_words(part.wording):
            inner = environment(language, templates)
            context = shared | {"report": part.report, "whole": False, "printed": None}
            html = inner.get_template(f"{part.report.name}.html.j2").render(context)
        progress(number)
        return Markup(_inside(html, f"p{number}-"))  # noqa: S704 - escaped by the part's own template

    try:
        env = environment(language, templates)
        context = shared | {"report": report, "whole": True, "printed": printed}
        page = env.get_template(f"{report.name}.html.j2").render(context)
    except QualcodeError:
        raise
    except Exception as error:
        raise _template_problem(error, templates) from error
    contents = _contents(page, wording) if target == "html" else ""
    return page.replace("<!--contents-->", contents, 1)


def _inside(html: str, prefix: str) -> str:
    """Return a report's HTML as it stands in an appendix: headings one level lower, ids of its own.

    Quotation marks in texts are escaped, so what looks like an id is one.
    """
    html = re.sub(r"(</?h)([2-5])\b", lambda m: f"{m[1]}{int(m[2]) + 1}", html)
    html = re.sub(r'(<[^<>]*?\s(?:id|headers|aria-labelledby)=")', rf"\1{prefix}", html)
    return html.replace('href="#', f'href="#{prefix}')


def _css(templates: Iterable[Path]) -> Markup | str:
    for folder in (*templates, TEMPLATES):
        if (folder / "style.css").is_file():
            # A style sheet is the author's own; it may not close its element.
            return Markup((folder / "style.css").read_text(encoding="utf-8").strip().replace("</", "<\\/"))  # noqa: S704
    return ""


def _contents(page: str, wording: Wording) -> str:
    """Return the list of contents of a page, from its headings with an id."""
    _ = wording.gettext
    items: list[str] = []
    inner = False
    for level, target, words in _HEADING.findall(page):
        link = f'<a href="#{target}">{" ".join(words.split())}</a>'
        if level == "2":
            items.append(("</ul></li>" if inner else "</li>" if items else "") + f"<li>{link}")
            inner = False
        elif items:
            items.append(("<li>" if inner else "<ul><li>") + f"{link}</li>")
            inner = True
    if not items:
        return ""
    items.append("</ul></li>" if inner else "</li>")
    heading, links = html.escape(_("Contents")), "\n".join(items)
    return f'<nav aria-labelledby="contents">\n<h2 id="contents">{heading}</h2>\n<ul>{links}</ul>\n</nav>'


def _template_problem(error: Exception, templates: Sequence[Path]) -> QualcodeError:
    """Word what went wrong in a template: which file, which line, which variable; never the texts."""
    hint = _("Mend the template, or leave it out to use the one that comes with qualcode; see docs/templates.md.")
    if isinstance(error, TemplateNotFound):
        return QualcodeError(_("There is no template {name}.").format(name=error.name), hint)
    if isinstance(error, TemplateSyntaxError):
        name = _short(error.filename or error.name or "?", templates)
        return QualcodeError(
            _("Template {name}, line {line}: {problem}").format(name=name, line=error.lineno, problem=error.message),
            hint,
        )
    name, line = _where(error.__traceback__)
    if isinstance(error, UndefinedError | SecurityError | TemplateError):
        problem = str(error)
    elif isinstance(error, TypeError | AttributeError):
        problem = f"{type(error).__name__}: {str(error)[:120]}"
    else:
        problem = type(error).__name__
    return QualcodeError(
        _("Template {name}, line {line}: {problem}").format(name=_short(name, templates), line=line, problem=problem),
        hint,
    )


def _short(name: str, templates: Sequence[Path]) -> str:
    path = Path(name)
    return path.name if path.parent == TEMPLATES or not templates else str(path)


def _where(trace: types.TracebackType | None) -> tuple[str, int]:
    """Return the template and line in which an error arose: the last frame that is a template's."""
    found = ("?", 0)
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".j2", ".html")):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found
