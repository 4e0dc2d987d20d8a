"""Compares raw answers of an awsQuery endpoint with botocore's service model, element by element."""

import re
import xml.etree.ElementTree

from model_check import ModelCheck, compare

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
WORDS = {"integer": re.compile(r"-?\d+"), "long": re.compile(r"-?\d+"), "double": re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")}
COMMON = {"Throttling", "InvalidAction", "MissingAction", "ValidationError", "AccessDenied", "ExpiredToken", "InternalFailure"}


class QueryModelCheck(ModelCheck):
    """Collects what is wrong with the answers of a botocore client that speaks awsQuery."""

    def __init__(self, service):
        super().__init__(service)
        metadata = self.model.metadata
        self.namespace = "{" + metadata["xmlNamespace"] + "}"
        shapes = (self.model.shape_for(name) for name in self.model.shape_names)
        self.codes = COMMON | {shape.error_code for shape in shapes if shape.metadata.get("exception")}

    def watch(self, client):
        """Checks every answer that the client gets from now on."""
        name = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register(f"before-parse.{name}", self._on_answer)

    def _on_answer(self, operation_model, response_dict, **_):
        status, headers, body = (response_dict[key] for key in ("status_code", "headers", "body"))
        self.answers += 1
        where = operation_model.name
        if not headers.get("x-amzn-requestid"):
            self.problems.append(f"{where}: no x-amzn-RequestId")
        if headers.get("content-type") != "text/xml":
            self.problems.append(f"{where}: content type {headers.get('content-type')}")
        try:
            root = xml.etree.ElementTree.fromstring(body)
        except xml.etree.ElementTree.ParseError:
            self.problems.append(f"{where}: not XML: {body[:80]}")
            return
        self.problems += self._answer(operation_model, root) if status == 200 else self._refusal(where, root)

    def _answer(self, operation, root):
        where = operation.name
        names = [self._name(child) for child in root]
        silent = operation.output_shape is None
        wanted = [] if silent else [operation.output_shape.serialization["resultWrapper"]]
        wanted.append("ResponseMetadata")
        if self._name(root) != f"{where}Response" or names != wanted:
            return [f"{where}: {self._name(root)} with {names}"]
        if silent:
            return []
        value, problems = self._value(operation.output_shape, root[0], where)
        return problems + compare(operation.output_shape, value, where)

    def _refusal(self, where, root):
        code = root.findtext(f"{self.namespace}Error/{self.namespace}Code")
        message = root.findtext(f"{self.namespace}Error/{self.namespace}Message")
        problems = [] if code in self.codes else [f"{where}: unknown error {code}"]
        return problems if message else problems + [f"{where}: {code} without a message"]

    def _name(self, element):
        return element.tag.removeprefix(self.namespace)

    def _value(self, shape, element, where):
        """The value of an element as its shape reads it, and what cannot be read."""
        if shape.type_name == "structure":
            return self._structure(shape, element, where)
        if shape.type_name == "list":
            strangers = {self._name(child) for child in element} - {shape.member.serialization.get("name", "member")}
            parts = [self._value(shape.member, child, f"{where}[]") for child in element]
            problems = [f"{where}: elements {sorted(strangers)} in a list"] if strangers else []
            return [value for value, _ in parts], problems + [problem for _, wrong in parts for problem in wrong]
        if shape.type_name == "map":
            return self._map(shape, element, where)
        return self._simple(shape, element.text or "", where)

    def _map(self, shape, element, where):
        value, problems = {}, []
        for child in element:
            parts = {self._name(part): part for part in child}
            if self._name(child) != "entry" or sorted(parts) != ["key", "value"]:
                problems.append(f"{where}: {self._name(child)} with {sorted(parts)} in a map")
                continue
            value[parts["key"].text], wrong = self._value(shape.value, parts["value"], f"{where}{{}}")
            problems += wrong
        return value, problems

    def _structure(self, shape, element, where):
        value, problems = {}, []
        for child in element:
            name = self._name(child)
            if name in value:
                problems.append(f"{where}: {name} twice")
            if name in shape.members:
                value[name], wrong = self._value(shape.members[name], child, f"{where}.{name}")
                problems += wrong
            else:
                value[name] = None if len(child) else child.text
        return value, problems

    @staticmethod
    def _simple(shape, text, where):
        if shape.type_name == "boolean":
            return {"true": True, "false": False}.get(text, text), []
        if shape.type_name == "timestamp":
            return (0, []) if MOMENT.fullmatch(text) else (text, [f"{where}: {text!r} is no moment"])
        if shape.type_name in WORDS and WORDS[shape.type_name].fullmatch(text):
            return float(text) if shape.type_name == "double" else int(text), []
        return text, []
