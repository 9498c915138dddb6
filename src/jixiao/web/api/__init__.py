"""The office for programs: JSON in the exchange format, one error shape, writes that may be sent again."""
