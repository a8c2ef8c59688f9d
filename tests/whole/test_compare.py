"""``compare`` as a user runs it: a process of its own, a server, a table, files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.whole.conftest import StartServer

COMPARE = [sys.executable, "-m", "ticker_app", "compare"]
WITHIN_S = 40


def compare(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMPARE, *arguments], capture_output=True, text=True, timeout=WITHIN_S, check=False
    )


def test_all_four_lanes_give_a_table_json_and_a_page(tmp_path: Path) -> None:
    figures, page = tmp_path / "c.json", tmp_path / "c.html"
    ran = compare(
        *("--lanes", "websocket,sse,long-poll,poll:0.2", "--for", "2", "--rate", "20"),
        *("--seed", "1", "--symbols", "3", "--json", str(figures), "--report", str(page)),
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[2].split() == ["websocket", "sse", "long-poll", "poll:0.2"]
    assert "measuring" in ran.stderr
    assert "--seed 1" in page.read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    assert len(read["symbols"]) == 3
    by_name = {lane["lane"]: lane for lane in read["lanes"]}
    published = {by_name[name]["seen"] for name in ("websocket", "sse", "long-poll")}
    assert all(by_name[name]["missed"] == 0 for name in ("websocket", "sse", "long-poll"))
    # At the edges a tick may be on its way on one lane and there on another.
    assert max(published) - min(published) <= 3
    poll = by_name["poll:0.2"]
    assert poll["missed"] > 0
    # At each edge the ticks of one interval may be on the other side.
    assert abs(poll["seen"] + poll["missed"] - max(published)) <= 24
    assert poll["age_ms"]["mean"] > by_name["websocket"]["age_ms"]["mean"]
    assert poll["requests"] in range(8, 13)


def test_a_server_that_runs_elsewhere_is_read(running_server: StartServer) -> None:
    server = running_server("--rate", "50", "--symbols", "2")
    ran = compare("--server", server.url, "--lanes", "sse", "--for", "0.5")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(server.url)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lanes", "pigeon"], "'pigeon' is not a lane"),
        (["--json", "/nowhere/c.json"], "there is no folder '/nowhere'"),
        (["--rate", "abc"], "--rate"),
        (["--source", "replay:/nowhere.csv"], "/nowhere.csv"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_exit_2(arguments: list[str], said: str) -> None:
    ran = compare(*arguments)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_it_needs_no_qt() -> None:
    code = (
        "import sys; from ticker_app.__main__ import main; main(['compare', '--lanes', 'x']); "
        "sys.exit(any(name.startswith(('PySide6', 'qasync', 'pyqtgraph')) for name in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a child")
def test_an_interrupted_run_prints_what_it_has_and_leaves_130(tmp_path: Path) -> None:
    figures = tmp_path / "c.json"
    with subprocess.Popen(
        [*COMPARE, "--for", "600", "--json", str(figures)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("measuring"):
                break
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=WITHIN_S)
    assert process.returncode == 130
    assert "ended early" in printed.splitlines()[0]
    assert json.loads(figures.read_text(encoding="utf-8"))["cut_short"]
