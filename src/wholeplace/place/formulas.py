"""Arithmetic written in a definition: names, numbers, + - * / and named functions. Never Python."""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

MAX_LENGTH = 400
OPERATIONS: dict[type[ast.operator | ast.unaryop], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
Functions = Mapping[str, Callable[..., Any]]
PLAIN: Functions = {"min": min, "max": max}


class FormulaError(ValueError):
    """A formula that cannot be read or worked out."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula. It works on any numbers that know + - * /: Decimal, float or arrays."""

    text: str
    tree: ast.expr
    names: tuple[str, ...]

    def value(
        self,
        inputs: Mapping[str, Any],
        functions: Functions = PLAIN,
        number: Callable[[str], Any] = Decimal,
    ) -> Any:
        """Work the formula out; ``number`` turns a written constant into the numbers in use."""
        try:
            return _value(self.tree, inputs, functions, number)
        except (ZeroDivisionError, DivisionByZero, InvalidOperation) as error:
            raise FormulaError(f"'{self.text}' divides by zero") from error


def parse(text: str, functions: Functions = PLAIN) -> Formula:
    """Read a formula, or say which part of it is not arithmetic."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula of {len(text)} characters; at most {MAX_LENGTH} are read")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError(f"'{text}' is not arithmetic over names and numbers") from error
    names: dict[str, None] = {}
    _check(tree, text, functions, names)
    return Formula(text, tree, tuple(names))


def _check(node: ast.AST, text: str, functions: Functions, names: dict[str, None]) -> None:
    match node:
        case ast.Name(id=name):
            names[name] = None
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            pass
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATIONS:
            _check(operand, text, functions, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            _check(left, text, functions, names)
            _check(right, text, functions, names)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in functions:
            for arg in args:
                _check(arg, text, functions, names)
        case _:
            allowed = f"names, numbers, + - * / and {', '.join(sorted(functions))}"
            raise FormulaError(f"'{ast.unparse(node)}' in '{text}' is not allowed; use {allowed}")


def _value(
    node: ast.AST, inputs: Mapping[str, Any], functions: Functions, number: Callable[[str], Any]
) -> Any:
    def inner(part: ast.AST) -> Any:
        return _value(part, inputs, functions, number)

    match node:
        case ast.Name(id=name):
            return inputs[name]
        case ast.Constant(value=value):
            return number(str(value))
        case ast.UnaryOp(op=op, operand=operand):
            return OPERATIONS[type(op)](inner(operand))
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATIONS[type(op)](inner(left), inner(right))
        case ast.Call(func=ast.Name(id=name), args=args):
            return functions[name](*map(inner, args))
    raise FormulaError(f"'{ast.unparse(node)}' cannot be worked out")
