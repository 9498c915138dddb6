"""The bureau's own house: reviews, opinion, its site."""
