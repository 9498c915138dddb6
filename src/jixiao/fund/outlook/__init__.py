"""Where the fund is going: indicators, splits, signals, forecasts, stress, lists, prepayment, briefs."""

from jixiao.door import door
from jixiao.fund.outlook.declaration import Signal, SignalLevel, library, signal

__all__ = ["Signal", "SignalLevel", "library", "signal"]

__getattr__ = door(
    __name__,
    {
        name: f"jixiao.fund.outlook.{module}"
        for module, names in {
            "brief": ("Brief", "brief"),
            "forecast": ("Forecast", "Series", "forecast"),
            "foreseen": ("foresee", "series_until"),
            "indicator": ("indicators", "month_values"),
            "looking_back": ("looking_back",),
            "month_kept": ("SeenMonth", "look_at", "seen_month"),
            "relief_alerts": ("hand_over", "list_alerts"),
            "relief_effect": ("relief_effect",),
            "split": ("changes", "splits"),
            "stress": ("Scenario", "positions", "stress"),
            "warning_cases": ("open_warnings", "signal_records"),
            "watching": ("contributions", "watch"),
        }.items()
        for name in names
        if name != module
    },
)
