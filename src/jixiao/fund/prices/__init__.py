"""Listed prices linked, made comparable and flagged; the credit of firms that sell."""
