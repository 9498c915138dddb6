"""The running office and the browser that tests of the whole installation share."""

from tests.system.players import browser, office

__all__ = ["browser", "office"]
