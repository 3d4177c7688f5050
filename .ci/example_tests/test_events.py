"""Applies the input transformers of examples/events to the example events; compares the mapping to OCSF with OCSF."""
import copy
import json
import re

import jsonschema
import pytest
import yaml
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

import input_transformer
from tokenry import ROOT

DOCUMENT = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs" / "events" / "audit-event.schema.json").read_text(encoding="utf-8"))
EVENTS = {event["detail-type"]: event for event in (
    json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "docs" / "events" / "examples").glob("*.json"))}
OCSF_VERSION = "1.8.0"
OCSF = get_ocsf_schema(version=OCSF_VERSION)
OCSF_SCHEMAS = OcsfJsonSchemaEmbedded(OCSF)
# What people and clients write. It can contain anything.
FREE_TEXTS = {"name", "userAgent", "source", "from", "to"}
HOSTILE = '"}, {"a": "\\"\n<type>'


class Loader(yaml.SafeLoader):
    """Reads templates; tags such as !Ref are ignored."""


Loader.add_multi_constructor("!", lambda loader, tag, node: node.value)


def find_targets():
    """Yields each target with an input transformer: the detail types of its rule, and the transformer."""
    for path in sorted((ROOT / "examples" / "events").glob("*.yaml")):
        for name, resource in yaml.load(path.read_text(encoding="utf-8"), Loader)["Resources"].items():
            if resource["Type"] == "AWS::Events::Rule":
                rule = resource["Properties"]
                for target in rule["Targets"]:
                    if "InputTransformer" in target:
                        types = rule["EventPattern"].get("detail-type", list(EVENTS))
                        yield pytest.param(types, target["InputTransformer"], id=f"{path.name}-{name}")


TARGETS = list(find_targets())
OCSF_TARGETS = [target for target in TARGETS if target.id.startswith("ocsf.yaml")]


def ocsf_schema(class_uid):
    class_name = OCSF_SCHEMAS.lookup_class_name_from_uid(class_uid)
    return OCSF_SCHEMAS.get_class_schema(class_name, profiles=["cloud", "datetime"])


def with_hostile_texts(value):
    if isinstance(value, dict):
        return {name: HOSTILE if name in FREE_TEXTS and isinstance(member, str) else with_hostile_texts(member)
                for name, member in value.items()}
    return [with_hostile_texts(element) for element in value] if isinstance(value, list) else value


def test_transformers_are_found():
    assert len(TARGETS) > len(OCSF_TARGETS) > 0


@pytest.mark.parametrize(("types", "transformer"), TARGETS)
def test_transformer_makes_json_of_each_event(types, transformer):
    for type_ in types:
        assert input_transformer.apply(transformer, EVENTS[type_])


@pytest.mark.parametrize(("types", "transformer"), TARGETS)
def test_names_and_descriptions_do_not_change_the_structure(types, transformer):
    def structure(value):
        if isinstance(value, dict):
            return {name: structure(member) for name, member in value.items()}
        return [structure(element) for element in value] if isinstance(value, list) else type(value)

    for type_ in types:
        made = input_transformer.apply(transformer, EVENTS[type_])
        assert structure(input_transformer.apply(transformer, with_hostile_texts(EVENTS[type_]))) == structure(made)


@pytest.mark.parametrize(("types", "transformer"), OCSF_TARGETS)
def test_transformed_event_conforms_to_ocsf_but_for_the_time(types, transformer):
    for type_ in types:
        event = input_transformer.apply(transformer, EVENTS[type_])
        assert mapping()[type_] == (event["class_uid"], event["activity_id"], event["type_uid"])
        validator = jsonschema.Draft202012Validator(ocsf_schema(event["class_uid"]))
        assert [error.message for error in validator.iter_errors(event)] == ["'time' is a required property"]
        validator.validate(event | {"time": 1795842600123})


@pytest.mark.parametrize(("types", "transformer"), OCSF_TARGETS)
def test_other_events_do_not_conform_to_ocsf(types, transformer):
    event = input_transformer.apply(transformer, EVENTS[types[0]]) | {"time": 1795842600123}
    validator = jsonschema.Draft202012Validator(ocsf_schema(event["class_uid"]))
    for change in ({"type_uid": 1}, {"class_uid": 1}, {"severity_id": 9}, {"metadata": {}}, {"changes": []}):
        assert not validator.is_valid(copy.deepcopy(event) | change), change


def mapping():
    """Returns what the document maps each type to: class, activity and type of OCSF."""
    return {type_: (int(class_uid), int(activity_id), int(type_uid)) for type_, class_uid, activity_id, type_uid
            in re.findall(r"^\| `([A-Z][\w ]+)` \| (\d+) \| (\d+) \([\w ]+\) \| (\d+) \|$", DOCUMENT, re.MULTILINE)}


def test_every_type_is_mapped_to_an_activity():
    assert mapping().keys() == EVENTS.keys()
    for class_uid, activity_id, type_uid in mapping().values():
        schema = ocsf_schema(class_uid)
        assert activity_id in schema["properties"]["activity_id"]["enum"]
        assert type_uid == class_uid * 100 + activity_id
        assert type_uid in schema["properties"]["type_uid"]["enum"]


def test_activities_have_their_names():
    named = re.findall(r"\| (\d+) \| (\d+) \(([\w ]+)\) \|", DOCUMENT)
    assert named
    for class_uid, activity_id, name in named:
        class_name = OCSF_SCHEMAS.lookup_class_name_from_uid(int(class_uid))
        assert OCSF["classes"][class_name]["attributes"]["activity_id"]["enum"][activity_id]["caption"] == name


def field_rows():
    rows = re.findall(r"^\| (`[a-z][\w.`, ]+`)(?: \((3\d{3})\))? \| (.+) \|$", DOCUMENT.split("## OCSF")[1],
                      re.MULTILINE)
    return [(re.findall(r"`([\w.]+)`", fields), class_uid, re.findall(r"`detail\.?([\w.]*)`", source))
            for fields, class_uid, source in rows]


def test_mapped_fields_exist_in_ocsf_and_in_events():
    assert len(field_rows()) > 20
    for fields, class_uid, sources in field_rows():
        for schema in [ocsf_schema(int(class_uid))] if class_uid else [ocsf_schema(3001), ocsf_schema(3004)]:
            for field in fields:
                assert describes(schema, schema, field.split(".")), field
        for source in sources:
            assert describes(SCHEMA, SCHEMA, [name for name in source.split(".") if name]), source


def describes(root, schema, path):
    """Returns whether a schema describes the field at a path."""
    if "$ref" in schema:
        target = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        return describes(root, target, path)
    if not path:
        return True
    name, *rest = path
    alternatives = [schema, *schema.get("oneOf", [])]
    return any(name in each.get("properties", {}) and describes(root, each["properties"][name], rest)
               for each in alternatives)
