"""Compares raw answers of an endpoint that speaks awsJson with botocore's service model.

botocore itself is forgiving: it drops members it does not know and never looks at an enumeration. This is not.
"""

import json

import botocore.loaders
import botocore.model

NUMBERS = {"integer": int, "long": int, "double": (int, float), "float": (int, float), "timestamp": (int, float)}


class ModelCheck:
    """Collects what is wrong with the answers of a botocore client."""

    def __init__(self, service="ecs"):
        description = botocore.loaders.Loader().load_service_model(service, "service-2")
        self.model = botocore.model.ServiceModel(description, service)
        self.errors = set(self.model.shape_names)
        self.problems = []
        self.answers = 0

    def watch(self, client):
        """Checks every answer that the client gets from now on."""
        client.meta.events.register(f"before-parse.{self.model.service_id.hyphenize()}", self._on_answer)

    def _on_answer(self, operation_model, response_dict, **_):
        status, headers, body = (response_dict[key] for key in ("status_code", "headers", "body"))
        self.answers += 1
        where = operation_model.name
        if not headers.get("x-amzn-requestid"):
            self.problems.append(f"{where}: no x-amzn-RequestId")
        if headers.get("content-type") != "application/x-amz-json-1.1":
            self.problems.append(f"{where}: content type {headers.get('content-type')}")
        try:
            answer = json.loads(body)
        except ValueError:
            self.problems.append(f"{where}: not JSON: {body[:80]}")
            return
        if status == 200 and operation_model.output_shape is None:
            self.problems += [] if answer == {} else [f"{where}: nothing is to be said"]
        elif status == 200:
            self.problems += compare(operation_model.output_shape, answer, where)
        else:
            self.problems += self._error(where, answer)

    def _error(self, where, answer):
        code = answer.get("__type")
        extra = set(answer) - {"__type", "message"}
        problems = [f"{where}: error with {sorted(extra)}"] if extra else []
        common = {"ThrottlingException", "UnknownOperationException", "SerializationException"}
        if code not in self.errors | common:
            problems.append(f"{where}: unknown error {code}")
        return problems

    def take(self):
        """The problems since the last time."""
        taken, self.problems = self.problems, []
        return taken


def compare(shape, value, where):
    """What is wrong with a value of that shape: a list of sentences, empty when nothing is."""
    if value is None:
        return [f"{where}: null"]
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            return [f"{where}: {type(value).__name__} is no structure"]
        if getattr(shape, "is_document_type", False):
            return []
        problems = [f"{where}: unknown member {name}" for name in value if name not in shape.members]
        problems += [f"{where}: {name} is missing" for name in shape.required_members if name not in value]
        for name, member in shape.members.items():
            if name in value:
                problems += compare(member, value[name], f"{where}.{name}")
        return problems
    if shape.type_name == "list":
        if not isinstance(value, list):
            return [f"{where}: {type(value).__name__} is no list"]
        return [problem for item in value for problem in compare(shape.member, item, f"{where}[]")]
    if shape.type_name == "map":
        if not isinstance(value, dict):
            return [f"{where}: {type(value).__name__} is no map"]
        return [problem for item in value.values() for problem in compare(shape.value, item, f"{where}{{}}")]
    return scalar(shape, value, where)


def scalar(shape, value, where):
    """What is wrong with a value that has no parts."""
    if shape.type_name == "boolean":
        return [] if isinstance(value, bool) else [f"{where}: {value!r} is no boolean"]
    if shape.type_name in NUMBERS:
        right = isinstance(value, NUMBERS[shape.type_name]) and not isinstance(value, bool)
        return [] if right else [f"{where}: {value!r} is no {shape.type_name}"]
    if not isinstance(value, str):
        return [f"{where}: {value!r} is no string"]
    if getattr(shape, "enum", None) and value not in shape.enum:
        return [f"{where}: {value!r} is not one of {shape.enum}"]
    return []


def self_test():
    """Problems that the check must find; returns the names of those that it does not."""
    model = ModelCheck().model
    task = model.operation_model("DescribeTasks").output_shape
    good = {"tasks": [{"lastStatus": "RUNNING", "launchType": "FARGATE", "createdAt": 1.5, "version": 1}], "failures": []}
    cases = {
        "an unknown member": {"tasks": [{"colour": "red"}]},
        "a wrong type": {"tasks": [{"version": "1"}]},
        "a word outside its enumeration": {"tasks": [{"launchType": "STEAM"}]},
        "a null": {"tasks": [{"startedAt": None}]},
        "a missing member": {"tasks": [{"ephemeralStorage": {}}]},
        "an object for a list": {"tasks": {}},
    }
    missed = [name for name, case in cases.items() if not compare(task, case, "self-test")]
    return missed + (["a good answer is good"] if compare(task, good, "self-test") else [])
