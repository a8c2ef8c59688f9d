"""What an indicator can be set to, and how that is refused and saved."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from ticker_app.indicators import KINDS
from ticker_app.indicators.specs import IndicatorSpec, Sma, Spec, SpecError

EVERY_KIND = pytest.mark.parametrize("spec_type", KINDS.values(), ids=KINDS.keys())


def read(text: str) -> IndicatorSpec:
    return msgspec.json.decode(text, type=IndicatorSpec)


def test_a_label_tells_the_parameters() -> None:
    assert Sma(50).label == "SMA 50"


def test_a_kind_alone_gives_the_usual_parameters() -> None:
    assert read('{"kind":"sma"}') == Sma(20)


@EVERY_KIND
def test_a_spec_is_read_as_it_was_saved(spec_type: type[IndicatorSpec]) -> None:
    assert read(msgspec.json.encode(spec_type()).decode()) == spec_type()


@EVERY_KIND
def test_a_kind_is_saved_by_its_name_in_the_table(spec_type: type[IndicatorSpec]) -> None:
    assert KINDS[msgspec.to_builtins(spec_type())["kind"]] is spec_type


@EVERY_KIND
def test_every_parameter_is_checked(spec_type: type[IndicatorSpec]) -> None:
    assert {parameter.name for parameter in spec_type.parameters} == set(
        spec_type.__struct_fields__
    )


@EVERY_KIND
@pytest.mark.parametrize("beyond", [-1.0, float("nan"), float("inf")])
def test_no_parameter_may_be_out_of_its_bounds(
    spec_type: Callable[..., IndicatorSpec], beyond: float
) -> None:
    usual = spec_type()
    for parameter in usual.parameters:
        with pytest.raises(SpecError, match=f"{usual.short}: .* is not"):
            spec_type(**{parameter.name: beyond})


def test_a_bad_spec_in_a_file_is_told_with_its_bounds_and_its_place() -> None:
    sentence = r"SMA: candles 0 is not a whole number from 2 to 500 - at `\$\[1\]`"
    text = '[{"kind":"sma"},{"kind":"sma","period":0}]'
    with pytest.raises(msgspec.ValidationError, match=sentence):
        msgspec.json.decode(text, type=tuple[IndicatorSpec, ...])


def test_a_number_of_candles_is_whole() -> None:
    with pytest.raises(SpecError, match=r"candles 2\.5 is not a whole number"):
        Sma(2.5)  # type: ignore[arg-type]


def test_values_have_the_decimals_of_the_price_unless_said_otherwise() -> None:
    spec: Spec = Sma()
    assert spec.decimals(4) == 4
