"""The shapes of requests that the simulator checks, made from botocore's model of the APIs.

    shapes.py            writes crates/simulator/protocol/src/shape/*.shapes anew
    shapes.py --check    tells which of them differ from the model, and changes nothing

A file keeps its operations: those that have a line `<Operation>Request`. To add one, add the line `<Operation>Request structure`
and run `cargo xtask shapes`.
"""

import argparse
import sys
import textwrap
from pathlib import Path

import botocore.session
from process import Tally

FOLDER = Path(__file__).resolve().parents[2] / "crates/simulator/protocol/src/shape"

# Each file, and what botocore calls its API.
APIS = {
    "autoscaling": "application-autoscaling",
    "cloudwatch": "cloudwatch",
    "codedeploy": "codedeploy",
    "ecr": "ecr",
    "ecs": "ecs",
    "elbv2": "elbv2",
    "logs": "logs",
}

# What the simulator calls the types that have no limits.
SIMPLE = {
    "blob": "string",
    "boolean": "boolean",
    "double": "double",
    "float": "double",
    "integer": "integer",
    "long": "integer",
    "string": "string",
    "timestamp": "timestamp",
}

HEADER = """# Inputs of the operations, and the shapes they are made of. Made by `cargo xtask shapes` from botocore {version}: do not edit,
# but for a line `<Operation>Request structure` that adds an operation.
"""


def limits(shape):
    """`1..10`, `1..` or `..10`; nothing where the model sets no limit."""
    least, most = (shape.metadata.get(side) for side in ("min", "max"))
    if least is None and most is None:
        return ""
    return f"{'' if least is None else least}..{'' if most is None else most}"


def called(shape):
    """What lines call a shape: simple ones without limits have no line of their own."""
    is_document = getattr(shape, "is_document_type", False)
    plain = shape.type_name in SIMPLE and not limits(shape) and not getattr(shape, "enum", None)
    return SIMPLE[shape.type_name] if plain and not is_document else shape.name


def parts(shape):
    """The shapes that a shape names."""
    if shape.type_name == "structure":
        return list(shape.members.values())
    if shape.type_name == "list":
        return [shape.member]
    return [shape.value] if shape.type_name == "map" else []


def words(shape):
    """The line of a shape, word by word, without its name."""
    if getattr(shape, "is_document_type", False):
        return ["document"]
    if shape.type_name == "structure":
        required = set(shape.required_members)
        members = shape.members.items()
        return ["structure"] + [f"{name}{'!' * (name in required)}:{called(member)}" for name, member in members]
    if shape.type_name == "list":
        return ["list", called(shape.member), limits(shape)]
    if shape.type_name == "map":
        return ["map", called(shape.value)]
    if getattr(shape, "enum", None):
        return ["enum", *shape.enum]
    return [SIMPLE[shape.type_name], limits(shape)]


def line(name, shape):
    """The definition of a shape, wrapped."""
    text = " ".join(word for word in [name, *words(shape)] if word)
    fold = {"width": 120, "subsequent_indent": "    ", "break_long_words": False, "break_on_hyphens": False}
    return "\n".join(textwrap.wrap(text, **fold))


def operations(text, model):
    """The operations that a file has, in its order."""
    names = (definition.split(maxsplit=1)[0] for definition in text.splitlines() if definition[:1].isalpha())
    known = set(model.operation_names)
    return [name.removesuffix("Request") for name in names if name.removesuffix("Request") in known]


def generated(text, model):
    """The whole text of a file: each operation, followed by the shapes that none before it has named."""
    lines, seen = [], set()

    def tell(shape):
        for part in parts(shape):
            if called(part) == part.name and part.name not in seen:
                seen.add(part.name)
                lines.append(line(part.name, part))
                tell(part)

    for operation in operations(text, model):
        shape = model.operation_model(operation).input_shape
        lines.append(line(f"{operation}Request", shape) if shape else f"{operation}Request structure")
        if shape:
            seen.add(f"{operation}Request")
            tell(shape)
    return HEADER.format(version=botocore.__version__) + "\n".join(lines) + "\n"


def main():
    """Exit code 0 when every file is, or now says, what the model says."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="change nothing")
    check = arguments.parse_args().check
    session, tally = botocore.session.get_session(), Tally()
    for file, api in APIS.items():
        path = FOLDER / f"{file}.shapes"
        text = path.read_text()
        wanted = generated(text, session.get_service_model(api))
        if check:
            tally.check(f"{path.name} is what botocore's model says", text == wanted, "run `cargo xtask shapes`")
        else:
            path.write_text(wanted)
    return tally.close() if check else 0


if __name__ == "__main__":
    sys.exit(main())
