"""A synthetic bureau with known answers: no person and no institution in it exists."""

from jixiao.fund.synthesis.bureau import PRINTED, synthesise
from jixiao.fund.synthesis.drawing import Bureau
from jixiao.fund.synthesis.shape import Shape, load_shape, shapes

__all__ = ["PRINTED", "Bureau", "Shape", "load_shape", "shapes", "synthesise"]
