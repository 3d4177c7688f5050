"""Applies input transformers as Amazon EventBridge does."""
import json
import re

VARIABLE = re.compile(r"<([\w.-]+)>")


def apply(transformer, event):
    """Returns the input of the target: a JSON value. Raises a ValueError if it is none."""
    values = {name: at(event, path) for name, path in transformer["InputPathsMap"].items()}
    template = transformer["InputTemplate"]

    def insert(variable):
        value = values[variable[1]]
        if is_in_text(template, variable.start()):
            return "" if value is None else value if isinstance(value, str) else json.dumps(value)
        if value is None:
            raise ValueError(f"{variable[1]} is absent, and not within quotation marks")
        return json.dumps(value)

    return json.loads(VARIABLE.sub(insert, template))


def at(event, path):
    """Returns the value at a JSONPath of names and dots, or None."""
    root, *names = path.split(".")
    if root != "$":
        raise ValueError(f"{path} does not begin with $")
    value = event
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def is_in_text(template, position):
    """Returns whether a position is within quotation marks."""
    return len(re.findall(r'(?<!\\)"', template[:position])) % 2 == 1
