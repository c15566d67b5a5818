"""Words as they were typed → words in the order in which Click wants them, and the language of the help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

import click

HELP = ["--help", "-h"]


def language(arguments: Sequence[str]) -> str:
    """Return the language that *arguments* ask for: `--lang` counts wherever it stands."""
    given = [two for one, two in pairwise(arguments) if one == "--lang"]
    given += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    return "en" if "en" in given else "vi"


def arrange(cli: click.Group, arguments: Sequence[str]) -> list[str]:
    """Put what holds for every command first, then the command, which is `build` where none is named."""
    options = [
        one for part in (cli, *cli.commands.values()) for one in part.params if isinstance(one, click.Option)
    ]
    groups = list(_groups(arguments, {name for one in options if not one.is_flag for name in one.opts}))
    everywhere = {name for one in cli.params for name in one.opts if name not in HELP}
    first = [group for group in groups if group[0].partition("=")[0] in everywhere]
    rest = [group for group in groups if group[0].partition("=")[0] not in everywhere]
    at = next((at for at, group in enumerate(rest) if not group[0].startswith("-")), None)
    default = [] if any(group[0] in HELP for group in rest) else ["build"]
    return list(chain(*first, default if at is None else rest.pop(at), *rest))


def _groups(arguments: Sequence[str], valued: set[str]) -> Iterator[list[str]]:
    """Yield each word with what belongs to it: an option of *valued* with its value, `--` with all that follows."""
    words = iter(arguments)
    for word in words:
        yield [word, *(words if word == "--" else islice(words, int(word in valued)))]
