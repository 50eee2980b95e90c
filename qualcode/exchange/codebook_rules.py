"""The rules of a codebook file that go across its entries: links, loops, doubles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.exchange.shapes import nearest
from qualcode.exchange.yaml_nodes import Node, Problems
from qualcode.i18n import _


def check_rules(root: Node, problems: Problems) -> None:
    """Note every broken link, loop and double in a codebook's nodes."""
    codes = _by_handle(root.each("codes"), _("code"), problems)
    _by_handle(root.each("axes"), _("axis"), problems)
    _by_handle(root.each("facets"), _("facet"), problems)
    _uids(root, problems)
    _parents(codes, problems)
    _aliases(codes, problems)
    for code in codes.values():
        _words(code, problems)
        _completeness(code, problems)
    for axis in root.each("axes"):
        _axis(axis, codes, problems)
    for facet in root.each("facets"):
        _facet(facet, problems)


def _by_handle(nodes: Iterable[Node], thing: str, problems: Problems) -> dict[str, Node]:
    out: dict[str, Node] = {}
    for node in nodes:
        handle = node.text("id")
        if not handle:
            continue
        if (first := out.get(handle)) is not None:
            message = _("The {thing} “{handle}” stands twice; it is already on line {line}.")
            message = message.format(thing=thing, handle=handle, line=first.line)
            problems.add(node.place("id"), message, _("Give one of them another id, or take it away."))
        else:
            out[handle] = node
    return out


def _uids(root: Node, problems: Problems) -> None:
    seen: dict[str, Node] = {}
    for node in (*root.each("codes"), *root.each("axes"), *root.each("facets")):
        uid = node.text("uid")
        if not uid:
            continue
        if (first := seen.setdefault(uid, node)) is not node:
            message = _("The same uid stands on line {line}.").format(line=first.line)
            problems.add(node.place("uid"), message, _("Take the uid of the copy away."))


def _parents(codes: Mapping[str, Node], problems: Problems) -> None:
    told: set[str] = set()
    for handle, code in codes.items():
        parent = code.text("parent")
        if parent and parent not in codes:
            message = _("The parent “{parent}” of “{code}” does not exist.").format(parent=parent, code=handle)
            problems.add(code.place("parent"), message, _known(parent, codes))
            continue
        chain = [handle]
        while parent and parent in codes and parent not in chain:
            chain.append(parent)
            parent = codes[parent].text("parent")
        if parent and parent in chain:
            loop = chain[chain.index(parent) :]
            if told.isdisjoint(loop):
                told.update(loop)
                message = _("The parents go in a loop: {loop}.").format(loop=" › ".join([*reversed(loop), loop[-1]]))
                problems.add(codes[loop[0]].place("parent"), message, _("Take the parent of one of them away."))


def _aliases(codes: Mapping[str, Node], problems: Problems) -> None:
    owner: dict[str, str] = {}
    for handle, code in codes.items():
        for node in code.each("aliases"):
            alias = node.value
            other = alias if alias in codes and alias != handle else owner.get(alias, "")
            if other and other != handle:
                message = _("The alias “{alias}” of “{code}” already means “{other}”.")
                message = message.format(alias=alias, code=handle, other=other)
                problems.add(node, message, _("Take it away from one of them."))
            owner.setdefault(alias, handle)


def _words(code: Node, problems: Problems) -> None:
    handle = code.text("id")
    cues: dict[str, Node] = {}
    for node in code.each("cues"):
        word = node.value.casefold()
        if word in cues:
            message = _("The cue “{word}” stands twice in “{code}”.").format(word=node.value, code=handle)
            problems.add(node, message, _("Take one of the two away."), severity="warning")
        cues.setdefault(word, node)
    for node in code.each("not_forms"):
        if (cue := cues.get(node.value.casefold())) is not None:
            message = _(
                "“{word}” is both a cue and one of the words that “{code}” does not mean; the cue is on line {line}."
            )
            message = message.format(word=node.value, code=handle, line=cue.line)
            problems.add(node, message, _("Take it away from one of them."))
    for miss in code.each("near_misses"):
        word = miss.text("word")
        if word and word.casefold() in cues:
            message = _("“{word}” is both a cue and a near miss of “{code}”; the cue is on line {line}.")
            message = message.format(word=word, code=handle, line=cues[word.casefold()].line)
            mend = _("Keep one; a near miss can be a longer expression that holds the cue.")
            problems.add(miss.place("word"), message, mend)
        elif word and not miss.text("why"):
            message = _("The near miss “{word}” of “{code}” has no reason.").format(word=word, code=handle)
            problems.add(miss, message, _("Add a line “{key}: …”.").format(key="why"), severity="warning")


def _completeness(code: Node, problems: Problems) -> None:
    if code.text("definition") or (code.text("status") or "active") != "active" or "definition" in code.entries:
        return
    message = _("The code “{code}” has no definition.").format(code=code.text("id"))
    mend = _("Add a line “definition: …”, or “status: draft” until there is one.")
    problems.add(code, message, mend, severity="warning")


def _axis(axis: Node, codes: Mapping[str, Node], problems: Problems) -> None:
    name = axis.text("id")
    poles = axis.each("poles")
    for node in poles:
        if node.kind == "str" and node.value not in codes:
            message = _("The pole “{code}” of the axis “{axis}” does not exist.").format(code=node.value, axis=name)
            problems.add(node, message, _known(node.value, codes))
    if len(poles) != 2:
        return
    if poles[0].value == poles[1].value:
        message = _("Both poles of the axis “{axis}” are the same code.").format(axis=name)
        problems.add(poles[1], message, _("Name the opposite pole."))
    seen: dict[str, Node] = {}
    for pair in axis.each("pairs"):
        for side, pole in zip(("left", "right"), poles, strict=True):
            item = pair.text(side)
            if not item:
                continue
            at = pair.place(side)
            if item not in codes:
                message = _("The item “{code}” of the axis “{axis}” does not exist.").format(code=item, axis=name)
                problems.add(at, message, _known(item, codes))
            elif pole.value in codes and not _is_under(item, pole.value, codes):
                message = _("The item “{code}” does not stand under its pole “{pole}”.")
                mend = _("Write “parent: {pole}” in the code, or change sides in the pair.")
                problems.add(at, message.format(code=item, pole=pole.value), mend.format(pole=pole.value))
            if (first := seen.setdefault(item, at)) is not at:
                message = _("The item “{code}” is in two pairs; the first is on line {line}.")
                problems.add(at, message.format(code=item, line=first.line), _("Take one of the two away."))


def _is_under(code: str, above: str, codes: Mapping[str, Node]) -> bool:
    seen: set[str] = set()
    while code in codes and code not in seen:
        seen.add(code)
        code = codes[code].text("parent")
        if code == above:
            return True
    return False


def _facet(facet: Node, problems: Problems) -> None:
    name = facet.text("id")
    handles: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    for value in facet.each("values"):
        handle, key = value.text("id"), value.text("key")
        if handle and (first := handles.setdefault(handle, value)) is not value:
            message = _("The value “{value}” stands twice in the facet “{facet}”; it is already on line {line}.")
            message = message.format(value=handle, facet=name, line=first.line)
            problems.add(value.place("id"), message, _("Take one of the two away."))
        if key and (first := keys.setdefault(key, value)) is not value:
            message = _("The key “{key}” stands twice in the facet “{facet}”; it is already on line {line}.")
            message = message.format(key=key, facet=name, line=first.line)
            problems.add(value.place("key"), message, _("Give one of them another key."))


def _known(word: str, codes: Mapping[str, Node]) -> str:
    found = nearest(word, codes)
    if found:
        return _("Did you mean “{word}”?").format(word=found)
    return _("Add a code with that id, or name one that there is.")
