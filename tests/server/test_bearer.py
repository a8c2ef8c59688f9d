"""The token that opens a server, as both sides read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.bearer import LARGEST_TOKEN_FILE_BYTES, TOKEN_VARIABLE, TokenError, token_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "token"


def test_a_file_goes_before_the_environment(file: Path) -> None:
    file.write_text("of-the-file\nnot this\n")
    environment = {TOKEN_VARIABLE: "of-the-environment"}
    assert token_of(file, environment) == "of-the-file"
    assert token_of(None, environment) == "of-the-environment"
    assert token_of(None, {}) is None


@pytest.mark.parametrize("token", ["", "with blanks", "=first", "köder", "a=b"])
def test_what_is_no_token_is_refused_without_being_told(file: Path, token: str) -> None:
    file.write_text(token, encoding="utf-8")
    for place, environment in ((file, {}), (None, {TOKEN_VARIABLE: token})):
        with pytest.raises(TokenError) as refused:
            token_of(place, environment)
        assert not token or token not in str(refused.value)


def test_a_file_without_end_is_not_read_to_its_end(file: Path) -> None:
    file.write_text("a" * (LARGEST_TOKEN_FILE_BYTES + 10))
    assert token_of(file, {}) == "a" * LARGEST_TOKEN_FILE_BYTES


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(TokenError, match=r"^--token-file: .*token cannot be read: No such file"):
        token_of(file, {})
