"""Compares raw answers of an rpc-v2-cbor endpoint with botocore's service model, tag by tag."""

import io

import botocore.parsers

from model_check import ModelCheck, compare


class Moment(float):
    """A number that had the tag of a moment."""


class Reader(botocore.parsers.RpcV2CBORParser):
    """botocore's reader of CBOR, but moments stay numbers."""

    def _parse_datetime(self, value):
        return Moment(value)

    def read(self, body):
        """The value in a body."""
        return self.parse_data_item(io.BufferedReader(io.BytesIO(body)))


class CborModelCheck(ModelCheck):
    """Collects what is wrong with the answers of a botocore client that speaks rpc-v2-cbor."""

    def __init__(self, service):
        super().__init__(service)
        self.reader = Reader()

    def _on_answer(self, operation_model, response_dict, **_):
        status, headers, body = (response_dict[key] for key in ("status_code", "headers", "body"))
        self.answers += 1
        where = operation_model.name
        if not headers.get("x-amzn-requestid"):
            self.problems.append(f"{where}: no x-amzn-RequestId")
        if headers.get("smithy-protocol") != "rpc-v2-cbor":
            self.problems.append(f"{where}: protocol {headers.get('smithy-protocol')}")
        if status == 200 and operation_model.output_shape is None:
            if body or headers.get("content-type"):
                self.problems.append(f"{where}: nothing is to be said")
            return
        if headers.get("content-type") != "application/cbor":
            self.problems.append(f"{where}: content type {headers.get('content-type')}")
        answer = self.reader.read(body)
        if status == 200:
            shape = operation_model.output_shape
            self.problems += compare(shape, answer, where) + tags(shape, answer, where)
        else:
            self.problems += self._error(where, answer)
            if ";" not in headers.get("x-amzn-query-error", ""):
                self.problems.append(f"{where}: no x-amzn-query-error")


def tags(shape, value, where):
    """Moments that have no tag, and other numbers that have one."""
    if shape.type_name == "structure":
        members = ((name, member) for name, member in shape.members.items() if name in value)
        return [it for name, member in members for it in tags(member, value[name], f"{where}.{name}")]
    if shape.type_name == "list":
        return [problem for item in value for problem in tags(shape.member, item, f"{where}[]")]
    if isinstance(value, (int, float)) and isinstance(value, Moment) != (shape.type_name == "timestamp"):
        return [f"{where}: {value!r} as {shape.type_name}"]
    return []
