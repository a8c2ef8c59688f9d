"""Lines of files as they come: plain, zipped, marked, broken."""

from __future__ import annotations

import gzip
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sources.base import SourceError
from server.sources.lines import MAX_LINE_BYTES, read_lines


def written(folder: Path, data: bytes, name: str = "x.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        list(read_lines(path))
    return str(caught.value).removeprefix(f"replay: {path}: ")


def test_lines_come_with_their_ends(tmp_path: Path) -> None:
    path = written(tmp_path, "a\r\nß\nc".encode())
    assert list(read_lines(path)) == ["a\r\n", "ß\n", "c"]


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    assert list(read_lines(written(tmp_path, b""))) == []


@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz"])
def test_the_content_tells_whether_it_is_zipped_and_not_the_name(tmp_path: Path, name: str) -> None:
    assert list(read_lines(written(tmp_path, gzip.compress(b"a\nb\n"), name))) == ["a\n", "b\n"]
    assert list(read_lines(written(tmp_path, b"a\nb\n", name))) == ["a\n", "b\n"]


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    assert list(read_lines(written(tmp_path, b"\xef\xbb\xbfts\n\xef\xbb\xbf"))) == [
        "ts\n",
        "\ufeff",
    ]


def test_bytes_that_are_not_text_are_named_by_their_line(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b"a\nb\n\xff\n")) == "line 3: not UTF-8 text"


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    longest = b"a" * (MAX_LINE_BYTES - 2) + b"\n"
    assert len(list(read_lines(written(tmp_path, longest)))) == 1
    assert refusal(written(tmp_path, b"ok\n" + b"a" * 10**6)) == "line 2: too long for a row"


def test_a_zipped_file_cut_short_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b"abcdefgh\n" * 10)
    assert refusal(written(tmp_path, whole[:-9])).endswith("the gzip data is damaged or cut short")


def test_a_damaged_zipped_file_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(os.urandom(5_000)))
    whole[2_000:2_400] = bytes(400)
    whole[10] = 0xFF
    assert refusal(written(tmp_path, bytes(whole))).endswith("damaged or cut short")


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(b"abc\n"))
    whole[-8] ^= 1
    assert refusal(written(tmp_path, bytes(whole))).endswith("damaged or cut short")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert re.search("No such file|cannot find", refusal(tmp_path / "none.csv"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "this is a folder; name a CSV file in it"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert refusal(path) == "this is not a regular file, which a replay needs"


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, b"a\n")
    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == "Permission denied"


@given(data=st.binary(max_size=200), zipped=st.booleans())
def test_any_bytes_are_lines_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, zipped: bool
) -> None:
    path = written(tmp_path_factory.getbasetemp(), gzip.compress(data) if zipped else data)
    try:
        lines = list(read_lines(path))
    except SourceError:
        return
    assert "".join(lines).encode() == data.removeprefix(b"\xef\xbb\xbf")
