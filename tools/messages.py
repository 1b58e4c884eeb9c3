"""Keep the message catalogues: ``extract`` from code and templates, ``compile``, ``check`` that nothing is missing.

Works without the gettext programs. A slice's messages go to ``<slice>/locale/zh_Hans/LC_MESSAGES/django.po``; those of
modules that lie beside the slices (the command line) go to the kernel's. English needs no catalogue: message ids are
English.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "jingkai"
LANGUAGE = "zh_Hans"
HOME_OF_LOOSE_MODULES = "kernel"

# Function → places of context, message and plural among its arguments.
KEYWORDS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_msgid": (None, 0, None),
    "msgid": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
}
# What templates become: gettext, ngettext, pgettext and _ calls in text that is otherwise blank.
_CALL = re.compile(
    r"""(?P<name>n?p?gettext|(?<!\w)_)\((?P<args>(?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?\s*)+)""",
    re.S,
)


@dataclass
class Message:
    """A message as it stands in code, with the places where it stands."""

    id: str
    plural: str | None = None
    context: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells messages of one catalogue apart."""
        return (self.context, self.id)


def slices() -> list[str]:
    """Every folder of the package that holds messages of its own."""
    return sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__")


def messages_of(slice_name: str) -> list[Message]:
    """Return the messages of a slice in a stable order; the kernel has those of loose modules too."""
    found: dict[tuple[str | None, str], Message] = {}
    paths = sorted((PACKAGE / slice_name).rglob("*"))
    if slice_name == HOME_OF_LOOSE_MODULES:
        paths += sorted(PACKAGE.glob("*.py"))
    for path in paths:
        if path.suffix == ".py" and "migrations" not in path.parts:
            messages: Iterable[Message] = _in_code(path)
        elif path.suffix == ".html":
            messages = _in_template(path)
        else:
            continue
        for message in messages:
            known = found.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            place = path.relative_to(ROOT).as_posix()
            if place not in known.places:
                known.places.append(place)
    return sorted(found.values(), key=lambda message: (message.places[0], message.id))


def _in_code(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in KEYWORDS:
            continue
        texts = [
            argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
            for argument in node.args
        ]
        context, message, plural = (
            None if place is None or place >= len(texts) else texts[place] for place in KEYWORDS[name]
        )
        if message:
            yield Message(message, plural, context)


def _in_template(path: Path) -> Iterator[Message]:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure()
        django.setup()
    from django.utils.translation.template import templatize

    for call in _CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        strings = ast.literal_eval(f"[{call['args']}]")
        if call["name"] == "ngettext":
            yield Message(strings[0], strings[1])
        elif call["name"] == "pgettext":
            yield Message(strings[1], None, strings[0])
        else:
            yield Message(strings[0])


def catalogue_path(slice_name: str) -> Path:
    """Where a slice keeps its Chinese messages."""
    return PACKAGE / slice_name / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extract_all() -> int:
    """Bring every catalogue up to date: new messages come in untranslated, those no longer used go."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    untranslated = 0
    for name in slices():
        messages = messages_of(name)
        path = catalogue_path(name)
        if not messages and not path.exists():
            continue
        known = None
        if path.exists():
            with path.open("rb") as file:
                known = read_po(file, locale=LANGUAGE)
        catalogue = Catalog(locale=LANGUAGE, project="Jingkai", fuzzy=False)
        for message in messages:
            old = known.get(message.id, context=message.context) if known else None
            ids = (message.id, message.plural) if message.plural else message.id
            text = old.string if old and not old.fuzzy else ""
            if message.plural and isinstance(text, str):
                text = (text,)
            flags = ["python-format"] if "%(" in message.id else []
            catalogue.add(
                ids,
                text,
                locations=[(place, None) for place in message.places],
                context=message.context,
                flags=flags,
            )
            untranslated += not any(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(buffer, catalogue, width=110, omit_header=True, include_lineno=False)
        path.write_bytes(_HEADER.encode() + buffer.getvalue())
    print(f"{untranslated} messages are not translated")
    return 0


_HEADER = """\
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def compile_all() -> int:
    """Compile every catalogue that has changed."""
    sys.path.insert(0, str(ROOT / "src"))
    from jingkai.config.catalogues import compile_missing

    print(f"{compile_missing(PACKAGE)} catalogues compiled")
    return 0


def faults() -> list[str]:
    """Return what is wrong with the catalogues: messages missing, untranslated, no longer used, or with other names."""
    from babel.messages.pofile import read_po

    found = []
    for name in slices():
        wanted = {message.key: message for message in messages_of(name)}
        path = catalogue_path(name)
        if not path.exists():
            found += [f"{name}: no catalogue, {len(wanted)} messages"] if wanted else []
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=LANGUAGE)
        present = set()
        for entry in catalogue:
            if not entry.id:
                continue
            key = (entry.context, entry.id if isinstance(entry.id, str) else entry.id[0])
            present.add(key)
            texts = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
            if not any(texts) or entry.fuzzy:
                found.append(f"{name}: not translated: {key[1]}")
            elif names_in(key[1]) != names_in(texts[0]) and not isinstance(entry.id, tuple):
                found.append(f"{name}: other placeholders: {key[1]} / {texts[0]}")
        found += [f"{name}: missing from the catalogue: {key[1]}" for key in wanted.keys() - present]
        found += [f"{name}: no longer used: {key[1]}" for key in present - wanted.keys()]
    return found + _told_in_two_ways()


def _told_in_two_ways() -> list[str]:
    """Return messages that slices translate differently: the catalogues are merged, so one of them would win."""
    from babel.messages.pofile import read_po

    told: dict[tuple[str | None, str], dict[str, str]] = {}
    for name in slices():
        path = catalogue_path(name)
        if not path.exists():
            continue
        with path.open("rb") as file:
            for entry in read_po(file, locale=LANGUAGE):
                ids, texts = entry.id, entry.string
                if ids:
                    key = (entry.context, ids if isinstance(ids, str) else ids[0])
                    told.setdefault(key, {})[texts if isinstance(texts, str) else texts[0]] = name
    return [
        f"{', '.join(sorted(ways.values()))}: told in two ways: {key[1]} / {' / '.join(ways)}"
        for key, ways in told.items()
        if len(ways) > 1
    ]


def names_in(text: str) -> set[str]:
    """Return the placeholders of a message."""
    return set(re.findall(r"%\(\w+\)(?=\d*[sd])|%[sd]|\{\w*\}", text))


def check() -> int:
    """Print what is wrong; return 1 where something is."""
    wrong = faults()
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def main() -> int:
    """Carry out the command given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("extract", "compile", "check"))
    os.chdir(ROOT)
    return {"extract": extract_all, "compile": compile_all, "check": check}[parser.parse_args().command]()


if __name__ == "__main__":
    sys.exit(main())
