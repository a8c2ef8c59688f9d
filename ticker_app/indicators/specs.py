"""Which indicators a chart can show, and what each of them can be set to."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import ClassVar, NamedTuple, TypeAlias

from msgspec import Struct
from typing_extensions import override

LONGEST_PERIOD = 500


class SpecError(ValueError):
    """A parameter that its indicator cannot take: one sentence with the value and the bounds.

    msgspec turns it into its `ValidationError`, with the place in the file added.
    """


class Placement(StrEnum):
    """Where the lines of an indicator are drawn."""

    PRICE = "price"
    """Over the price, on its scale."""
    PANE = "pane"
    """In a pane of its own: the values are no prices."""


class Drawn(Enum):
    """How one line of an indicator is meant to look."""

    LINE = "line"
    EDGE = "edge"
    """The border of a band."""
    BARS = "bars"
    """Bars from zero."""


class Line(NamedTuple):
    """One line. name: its key in what `Indicator.update` returns, fit to be read."""

    name: str
    drawn: Drawn = Drawn.LINE


class Parameter(NamedTuple):
    """A number that a user may set, ``least <= value <= most``, for an input field.

    name: the field of the spec.  title: what to call it.  decimals: 0 for whole numbers.
    """

    name: str
    title: str
    least: float
    most: float
    decimals: int = 0


class Spec(Struct, frozen=True, tag_field="kind"):
    """What kinds of indicators have in common; one value is one indicator of a chart.

    Values are hashable and travel as ``{"kind": "sma", "period": 20}``.

    title: in words.  short: for labels.  explained: one sentence for a tooltip.
    scale: the lowest and the highest value there can be; None if there are no such bounds.
    guides: values at which a faint level line helps.

    Raises:
        SpecError: a parameter is out of its bounds, also when it comes from a file.
    """

    title: ClassVar[str]
    short: ClassVar[str]
    explained: ClassVar[str]
    lines: ClassVar[tuple[Line, ...]]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    placement: ClassVar[Placement] = Placement.PRICE
    scale: ClassVar[tuple[float, float] | None] = None
    guides: ClassVar[tuple[float, ...]] = ()

    def __post_init__(self) -> None:
        for name, title, least, most, decimals in self.parameters:
            value = getattr(self, name)
            # NaN is not within any bounds, so it is refused too.
            if not least <= value <= most or (not decimals and value != int(value)):
                whole = "" if decimals else "a whole number "
                raise SpecError(
                    f"{self.short}: {title.lower()} {value:g} is not {whole}"
                    f"from {least:g} to {most:g}"
                )

    @property
    def label(self) -> str:
        """Short name and parameters: ``SMA 20``."""
        values = (f"{getattr(self, parameter.name):g}" for parameter in self.parameters)
        return " ".join((self.short, *values))

    def decimals(self, price_decimals: int) -> int:
        """How many decimals of its values are worth showing."""
        return price_decimals


class _Average(Spec, frozen=True):
    """What moving averages of the close have in common."""

    lines = (Line("average"),)
    parameters = (Parameter("period", "Candles", 2, LONGEST_PERIOD),)

    period: int = 20


class Sma(_Average, frozen=True, tag="sma"):
    """The mean of the last closes."""

    title = "Simple moving average"
    short = "SMA"
    explained = "The mean of the last closes, all of the same weight."


class Ema(_Average, frozen=True, tag="ema"):
    """A mean of all closes in which the newest weighs 2 / (period + 1)."""

    title = "Exponential moving average"
    short = "EMA"
    explained = "A mean of all closes in which a close weighs less the older it is."


class Vwap(Spec, frozen=True, tag="vwap"):
    """The average price paid since the day began."""

    title = "Volume-weighted average price"
    short = "VWAP"
    explained = (
        "The average price since the day began (UTC), every share counted; of a candle, the mean "
        "of high, low and close. Nothing while no volumes are known."
    )
    lines = (Line("average"),)


class Bollinger(Spec, frozen=True, tag="bollinger"):
    """The mean of the last closes in a band of their standard deviations."""

    title = "Bollinger bands"
    short = "Bollinger"
    explained = (
        "The mean of the last closes, and so many of their standard deviations above and below it."
    )
    lines = (Line("upper", Drawn.EDGE), Line("middle"), Line("lower", Drawn.EDGE))
    parameters = (
        Parameter("period", "Candles", 2, LONGEST_PERIOD),
        Parameter("deviations", "Deviations", 0.1, 10, decimals=1),
    )

    period: int = 20
    deviations: float = 2.0


class Rsi(Spec, frozen=True, tag="rsi"):
    """The share of the rises in all recent movement, 0 to 100."""

    title = "Relative strength index"
    short = "RSI"
    explained = (
        "The share of the rises in all recent movement of the close, in percent, smoothed as "
        "Wilder did; 50 if nothing moved."
    )
    lines = (Line("rsi"),)
    parameters = (Parameter("period", "Candles", 2, LONGEST_PERIOD),)
    placement = Placement.PANE
    scale = (0.0, 100.0)
    guides = (30.0, 70.0)

    period: int = 14

    @override
    def decimals(self, price_decimals: int) -> int:
        return 1


class Macd(Spec, frozen=True, tag="macd"):
    """A quick exponential average less a slow one, with the average of that."""

    title = "Moving average convergence/divergence"
    short = "MACD"
    explained = (
        "A quick exponential average of the close less a slow one, the average of that "
        "difference (signal), and bars for how far it is from its signal."
    )
    lines = (Line("histogram", Drawn.BARS), Line("macd"), Line("signal"))
    parameters = (
        Parameter("fast", "Fast candles", 2, LONGEST_PERIOD),
        Parameter("slow", "Slow candles", 2, LONGEST_PERIOD),
        Parameter("signal", "Signal candles", 2, LONGEST_PERIOD),
    )
    placement = Placement.PANE
    guides = (0.0,)

    fast: int = 12
    slow: int = 26
    signal: int = 9

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        if self.fast >= self.slow:
            raise SpecError(
                f"{self.short}: fast candles {self.fast} are not fewer than slow {self.slow}"
            )

    @override
    def decimals(self, price_decimals: int) -> int:
        """Differences of averages are small beside the price."""
        return price_decimals + 1


IndicatorSpec: TypeAlias = Sma | Ema | Vwap | Bollinger | Rsi | Macd
"""Any of the kinds; msgspec reads the right one by ``kind``."""
