"""Where the fund is going: analyses written, warnings raised and dealt with, claims paid in time."""
