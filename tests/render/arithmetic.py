"""Evaluates printed arithmetic with exact fractions, as a reader with a calculator would."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction

_SIGNS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: Fraction.__add__,
    ast.Sub: Fraction.__sub__,
    ast.Mult: Fraction.__mul__,
    ast.Div: Fraction.__truediv__,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Eq: lambda left, right: left == right,
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
}


def evaluated(text: str) -> Fraction:
    """Return the exact value of arithmetic with + - * / ^, brackets, MAX, MIN, ROUND and IF.

    >>> evaluated("100*MAX(0,MIN(1,(3.2-1)/(3-1)))"), evaluated("2^3*0.1"), evaluated("IF(2<=3,1/3,0)")
    (Fraction(100, 1), Fraction(4, 5), Fraction(1, 3))
    """
    # `=` is a comparison only inside IF, where it is never part of `<=` or `>=`.
    python = text.replace("<=", "≤").replace("=", "==").replace("≤", "<=").replace("^", "**").replace("IF(", "WHEN(")
    return _number(ast.parse(python, mode="eval").body, python)


def _number(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(ast.get_source_segment(text, node) or "")
    if isinstance(node, ast.BinOp):
        left, right = _number(node.left, text), _number(node.right, text)
        return _power(left, right) if isinstance(node.op, ast.Pow) else _SIGNS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_number(node.operand, text)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _called(node.func.id, node.args, text)
    raise ValueError(f"no arithmetic: {ast.unparse(node)}")


def _called(name: str, arguments: list[ast.expr], text: str) -> Fraction:
    if name == "WHEN":
        test, then, otherwise = arguments
        return _number(then if _holds(test, text) else otherwise, text)
    numbers = [_number(argument, text) for argument in arguments]
    return {"MAX": max, "MIN": min}[name](numbers)


def _holds(node: ast.expr, text: str) -> bool:
    if not isinstance(node, ast.Compare):
        raise TypeError(f"no comparison: {ast.unparse(node)}")
    (comparison,), (right,) = node.ops, node.comparators
    return _COMPARISONS[type(comparison)](_number(node.left, text), _number(right, text))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        raise ValueError("a power with a fractional exponent has no exact value")
    return base**exponent.numerator
