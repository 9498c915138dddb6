"""Signals: what in the fund's course asks for attention before it is a loss."""

from jixiao.fund.outlook.declaration import Level, Signal, library, signal

__all__ = ["Level", "Signal", "library", "signal"]
