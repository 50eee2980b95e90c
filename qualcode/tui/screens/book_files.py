"""Reading a codebook in from YAML, and writing it out."""

from __future__ import annotations

from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language
from qualcode.protection.releasing import form_leaks
from qualcode.tui import files
from qualcode.tui.screens.dialogs import AskLine, Choose, Confirm
from qualcode.tui.screens.letting_out import put_out
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.fields import Choice

_NEW = "new:"


def ask_for_book(place: Place) -> None:
    """Ask for one of the codebooks that come along, or for a file, and take it over as one action."""
    from qualcode.exchanging import read_codebook_file, shipped

    known = []
    for name, path in shipped().items():
        info = read_codebook_file(path).books
        known.append(Choice(name, name, info[0].title(get_language()) if info else ""))

    def then(answer: str | None) -> None:
        if answer:
            named = answer.removeprefix(_NEW)
            _take(place, str(files.beside(place.project, named)) if answer.startswith(_NEW) else named)

    title = _("Which codebook? Choose one that comes along, or write the path of a YAML file")
    place.app.push_screen(Choose(title, known, new=_("＋ the file {typed}")), then)


def _take(place: Place, name: str) -> None:
    from qualcode.exchanging import find_codebook, import_codebook

    place.settle()
    try:
        changes = import_codebook(place.project, find_codebook(name))
    except QualcodeError as error:
        place.qualcode.tell(error)
        return
    place.take_in()
    added = sum(c.kind == "code.add" for c in changes)
    altered = sum(c.kind == "code.edit" for c in changes)
    if changes:
        words = _("{added} codes added, {altered} changed, {others} other changes")
        place.notify(words.format(added=added, altered=altered, others=len(changes) - added - altered))
    else:
        place.notify(_("the project has it already"))


def ask_where_to(place: Place) -> None:
    """Ask which codebook of the project goes to which file, and write it."""
    books = place.project.codebook().books
    if len(books) > 1:
        offered = [Choice(b.handle, b.title(get_language()), b.handle) for b in books]
        place.app.push_screen(
            Choose(_("Which codebook?"), offered), lambda book: _ask_path(place, book) if book else None
        )
    else:
        _ask_path(place, books[0].handle if books else place.project.path.stem)


def _ask_path(place: Place, book: str) -> None:
    def then(line: str | None) -> None:
        if not line:
            return
        path = files.beside(place.project, line)
        if path.exists():
            question = _("Write over {file}?").format(file=files.shown(place.project, path))
            place.app.push_screen(Confirm(question), lambda yes: _write(place, book, line) if yes else None)
        else:
            _write(place, book, line)

    screen = AskLine(_("Write the codebook to which file?"), f"{files.EXPORTS}/{book}.yaml")
    place.app.push_screen(screen, then)


def _write(place: Place, book: str, line: str) -> None:
    from qualcode.exchanging import codebook_yaml

    path = files.beside(place.project, line)
    try:
        text = codebook_yaml(place.project, book)
        leaks = form_leaks(place.project, text)
    except QualcodeError as error:
        place.qualcode.tell(error)
        return
    put_out(place, path, text.encode("utf-8"), leaks, document="codebook")
