"""The details of a source and its speakers, in forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.core.sources import KINDS, LANGUAGES, MODES, SPEAKER_ROLES, Source, Speaker, edit_source, name_speakers
from qualcode.i18n import _
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.wording import source_kind, source_mode, speaker_role

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def _case_choices(place: Place, none: str) -> tuple[Choice, ...]:
    return Choice("", none), *(Choice(c.id, c.name, c.attributes.get("role", "")) for c in place.project.cases())


def ask_details(place: Place, source: Source) -> None:
    """Ask for title, kind, date, place, mode, case, series and language of a source."""
    fields = [
        Field("title", _("title"), source.title),
        Field("handle", _("handle"), source.handle),
        Field("kind", _("kind"), source.kind, tuple(Choice(k, source_kind(k)) for k in KINDS)),
        Field("date", _("date"), source.date, placeholder="2026-01-31"),
        Field("place", _("place"), source.place),
        Field("mode", _("mode"), source.mode, (Choice("", "–"), *(Choice(m, source_mode(m)) for m in MODES))),
        Field("case", _("case"), source.case or "", _case_choices(place, "–")),
        Field("series", _("series"), source.series),
        Field("version", _("version"), "" if source.version is None else str(source.version)),
        Field(
            "language",
            _("language"),
            source.language,
            tuple(Choice(x, x) for x in dict.fromkeys((source.language, *LANGUAGES))),
        ),
    ]

    def check(changed: Mapping[str, str]) -> str:
        date, version, handle = changed.get("date", ""), changed.get("version", ""), changed.get("handle")
        if handle is not None and (not handle or any(c.isspace() for c in handle)):
            return _("a handle has no blanks")
        if handle and any(s.handle == handle for s in place.project.sources()):
            return _("there is a source {handle} already").format(handle=handle)
        if date and not _DATE.fullmatch(date):
            return _("a date is written 2026-01-31")
        if version and not version.isdigit():
            return _("a version is a number")
        return ""

    def then(changed: Mapping[str, str] | None) -> None:
        if not changed:
            return
        values: dict[str, object] = dict(changed)
        if "case" in changed:
            values["case_id"] = values.pop("case") or None
        if "version" in changed:
            values["version"] = int(changed["version"]) if changed["version"] else None
        place.change(edit_source(source.id, **values))

    place.app.push_screen(FormScreen(source.title, fields, check=check), then)


def ask_speakers(place: Place, source: Source) -> None:
    """Ask for role and case of each speaker; a label that is no speaker after all is switched off."""
    project = place.project
    counts: dict[str, int] = {}
    for turn in project.turns(source):
        counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
    if not source.speakers:
        place.refuse(_("this source has no speakers"))
        return
    roles = (*(Choice(r, speaker_role(r)) for r in SPEAKER_ROLES), Choice("", _("no speaker")))
    fields = []
    for n, speaker in enumerate(source.speakers):
        count = counts.get(speaker.label, 0)
        fields.append(Field(f"role-{n}", f"{speaker.label}  {count} ×", speaker.role, roles))
        fields.append(
            Field(f"case-{n}", "   " + _("is"), speaker.case or "", _case_choices(place, _("nobody in particular")))
        )
    fields.append(Field("more", _("further labels"), placeholder=_("labels before a colon, with commas between")))

    def then(changed: Mapping[str, str] | None) -> None:
        if not changed:
            return
        kept = [
            Speaker(s.label, role, changed.get(f"case-{n}", s.case or "") or None)
            for n, s in enumerate(source.speakers)
            if (role := changed.get(f"role-{n}", s.role))
        ]
        known = {s.label for s in kept}
        more = [w for word in changed.get("more", "").split(",") if (w := word.strip()) and w not in known]
        place.change(name_speakers(source.id, [*kept, *(Speaker(label) for label in more)]))

    place.app.push_screen(FormScreen(_("Speakers: {name}").format(name=source.title), fields), then)
