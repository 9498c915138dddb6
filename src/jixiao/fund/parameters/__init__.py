"""What engines calculate with: numbers and choices with dates, a basis, and who set them."""

from jixiao.fund.parameters.assumed import assume
from jixiao.fund.parameters.parameter import Parameter, Standing, Word, words
from jixiao.fund.parameters.parameter_sets import ParameterSet, load_parameter_sets
from jixiao.fund.parameters.terms import Terms

__all__ = [
    "Parameter",
    "ParameterSet",
    "Standing",
    "Terms",
    "Word",
    "assume",
    "load_parameter_sets",
    "words",
]
