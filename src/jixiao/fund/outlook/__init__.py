"""Signals: what in the fund's course asks for attention before it is a loss."""

from jixiao.fund.outlook.declaration import Signal, SignalLevel, library, signal

__all__ = ["Signal", "SignalLevel", "library", "signal"]
