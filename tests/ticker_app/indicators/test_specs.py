"""What an indicator can be set to, and how that is refused and saved."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tests.ticker_app.indicators.candles import candles
from ticker_app.indicators import KINDS, make
from ticker_app.indicators.specs import (
    Bollinger,
    Ema,
    IndicatorSpec,
    Macd,
    Rsi,
    Sma,
    SpecError,
    Vwap,
)

EVERY_KIND = pytest.mark.parametrize("spec_type", KINDS.values(), ids=KINDS.keys())


def read(text: str) -> IndicatorSpec:
    (spec,) = msgspec.json.decode(f"[{text}]", type=tuple[IndicatorSpec, ...])
    return spec


@pytest.mark.parametrize(
    ("spec", "label"),
    [
        (Sma(50), "SMA 50"),
        (Vwap(), "VWAP"),
        (Bollinger(20, 2.5), "Bollinger 20 2.5"),
        (Macd(), "MACD 12 26 9"),
    ],
)
def test_a_label_tells_the_parameters(spec: IndicatorSpec, label: str) -> None:
    assert spec.label == label


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


def test_the_fast_average_of_a_macd_is_faster() -> None:
    with pytest.raises(SpecError, match="fast candles 26 are not fewer than slow 12"):
        Macd(26, 12)


@EVERY_KIND
def test_an_indicator_returns_the_lines_of_its_spec(spec_type: type[IndicatorSpec]) -> None:
    spec = spec_type()
    assert [*make(spec).update(candles([1, 2]))] == [line.name for line in spec.lines]


def test_values_on_the_price_have_its_decimals() -> None:
    assert [spec().decimals(4) for spec in (Sma, Ema, Vwap, Bollinger)] == [4, 4, 4, 4]


def test_a_share_has_its_own_decimals_and_a_small_difference_one_more() -> None:
    assert (Rsi().decimals(4), Macd().decimals(4)) == (1, 5)
