"""The command ``ticker-app``: checks what was asked for, then opens the window."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from ticker_app.arguments import OptionError
from ticker_app.options import parse
from ticker_app.screen import missing_screen
from ticker_app.server_key import server_key
from ticker_app.token_store import TokenStore

REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the app until its window is closed, or compare lanes or put faults in without one.

    Returns:
        The exit code: 0, or 2 after one sentence on standard error about what is wrong; 130
        after a comparison that was interrupted.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["compare"]:
        return _compare(arguments[1:])
    if arguments[:1] == ["faults"]:
        return _faults(arguments[1:])
    try:
        options = parse(arguments)
        key = server_key(options.key, options.server_url, os.environ, TokenStore(), _tell)
    except OptionError as error:
        return _refuse(str(error))
    lacking = missing_screen(os.environ, sys.platform)
    if lacking is not None:
        return _refuse(lacking)
    # Qt takes half a second to load, and aborts without a screen: not before all is well.
    from ticker_app.desktop import DesktopError, run_desktop  # noqa: PLC0415

    try:
        run_desktop(options, key)
    except DesktopError as error:
        return _refuse(str(error))
    return 0


def _compare(arguments: Sequence[str]) -> int:
    from ticker_app.compare_command import CompareError, run_compare  # noqa: PLC0415

    try:
        return run_compare(arguments)
    except (OptionError, CompareError) as error:
        return _refuse(str(error))


def _faults(arguments: Sequence[str]) -> int:
    from ticker_app.faults_command import FaultsError, run_faults  # noqa: PLC0415

    try:
        return run_faults(arguments)
    except (OptionError, FaultsError) as error:
        return _refuse(str(error))


def _tell(sentence: str) -> None:
    sys.stderr.write(f"ticker-app: {sentence}\n")


def _refuse(sentence: str) -> int:
    _tell(sentence)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
