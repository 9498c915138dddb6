"""What was read or computed, written for others."""

from jixiao.publication.writers import encode_json, write_csv, write_json

__all__ = ["encode_json", "write_csv", "write_json"]
