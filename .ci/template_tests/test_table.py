"""The indexes of the tables. A projection can never be changed, so this list is final."""
import pytest

import sam_template

PROJECTED = {"name", "enabled", "owner", "ownerName", "userId", "project", "createdBy", "expiresAt", "modifiedAt",
             "personal", "scopes", "flags", "trust"}
TABLE = sam_template.read()["Resources"]["TokenTable"]["Properties"]
INDEXES = {index["IndexName"]: index for index in TABLE["GlobalSecondaryIndexes"]}


@pytest.mark.parametrize(("index", "partition_key"), [("all", "kind"), ("byOwner", "owner"), ("byProject", "project")])
def test_an_index_projects_what_lists_show(index, partition_key):
    assert INDEXES[index]["KeySchema"] == [{"AttributeName": partition_key, "KeyType": "HASH"},
                                           {"AttributeName": "createdKey", "KeyType": "RANGE"}]
    projection = INDEXES[index]["Projection"]
    assert projection["ProjectionType"] == "INCLUDE"
    assert set(projection["NonKeyAttributes"]) | {partition_key} == PROJECTED | {partition_key}
    assert partition_key not in projection["NonKeyAttributes"]


def test_there_is_no_other_index():
    assert set(INDEXES) == {"all", "byOwner", "byProject"}


def test_the_stream_has_both_images_of_each_change():
    assert TABLE["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_audit_events_are_found_by_target_day_and_actor():
    audit = sam_template.read()["Resources"]["AuditTable"]["Properties"]
    keys = {index["IndexName"]: index["KeySchema"] for index in audit["GlobalSecondaryIndexes"]}
    assert {name: [key["AttributeName"] for key in schema] for name, schema in keys.items()} == {
        "byDay": ["day", "sk"], "byActor": ["actor", "sk"]}
    assert [key["AttributeName"] for key in audit["KeySchema"]] == ["pk", "sk"]
    assert {index["Projection"]["ProjectionType"] for index in audit["GlobalSecondaryIndexes"]} == {"ALL"}
