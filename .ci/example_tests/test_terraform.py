import hcl2
import pytest

import terraform

TYPES = """
export interface S3BucketConfig extends cdktn.TerraformMetaArguments {
    /**
    * Docs at {@link https://example.com aws_s3_bucket#bucket S3Bucket#bucket}
    */
    readonly bucket: string;
    /**
    * Docs at {@link https://example.com aws_s3_bucket#force_destroy S3Bucket#force_destroy}
    */
    readonly forceDestroy?: boolean | cdktn.IResolvable;
    /**
    * rule block
    *
    * Docs at {@link https://example.com aws_s3_bucket#rule S3Bucket#rule}
    */
    readonly rule?: S3BucketRule[] | cdktn.IResolvable;
}
export interface S3BucketRule {
    /**
    * Docs at {@link https://example.com aws_s3_bucket#days S3Bucket#days}
    */
    readonly days: number;
}
export declare class S3Bucket extends cdktn.TerraformResource {
    static readonly tfResourceType = "aws_s3_bucket";
    get arn(): string;
    get bucketDomainName(): string;
}
"""


@pytest.fixture
def schema():
    return terraform.Schema(TYPES)


def test_a_schema_has_required_and_optional_arguments_and_blocks(schema):
    assert schema.top == {"bucket": (True, "string"), "force_destroy": (False, "boolean"),
                          "rule": (False, "S3BucketRule")}
    assert schema.attributes == {"arn", "bucketdomainname"}


@pytest.mark.parametrize(("body", "errors"), [
    ({"bucket": "b"}, []),
    ({"bucket": "b", "count": 2, "__start_line__": 1}, []),
    ({}, ["x lacks the argument bucket"]),
    ({"bucket": "b", "colour": 1}, ["x has no argument colour"]),
    ({"bucket": "b", "rule": [{"days": 1}]}, []),
    ({"bucket": "b", "rule": [{"weeks": 1}]}, ["x.rule has no argument weeks", "x.rule lacks the argument days"]),
])
def test_arguments_are_compared_with_the_schema(schema, body, errors):
    assert list(schema.errors(body, "x")) == errors


def test_resources_and_data_sources_are_read():
    file = hcl2.loads('resource "aws_s3_bucket" "a" {\n  bucket = "b"\n}\ndata "aws_region" "r" {\n}\n')
    found = [(kind, type_, name) for kind, type_, name, _ in terraform.resources(file)]
    assert found == [("resource", "aws_s3_bucket", "a"), ("data", "aws_region", "r")]


@pytest.mark.parametrize(("text", "errors"), [
    ("aws_s3_bucket.a.arn", []),
    ("aws_s3_bucket.a.bucket_domain_name", []),
    ("aws_s3_bucket.a", []),
    ("aws_s3_bucket.b.arn", ["aws_s3_bucket.b is not declared"]),
    ("aws_s3_bucket.a.size", ["aws_s3_bucket has no attribute size"]),
    ("data.aws_s3_bucket.a.arn", ["data.aws_s3_bucket.a is not declared"]),
])
def test_references_are_compared_with_declarations_and_attributes(schema, text, errors):
    declared, schemas = {("resource", "aws_s3_bucket", "a")}, {("resource", "aws_s3_bucket"): schema}
    assert list(terraform.reference_errors(text, declared, schemas)) == errors


def test_variables_and_locals_are_declared_and_used():
    text = 'variable "a" {\n}\nvariable "b" {\n}\nlocals {\n  c = var.a\n  d = 1\n}\no = [local.c, local.e, var.f]\n'
    assert list(terraform.name_errors(text)) == [
        "var.f is not declared", "var.b is not used", "local.e is not declared", "local.d is not used"]


@pytest.mark.parametrize(("kind", "type_", "path"), [
    ("resource", "aws_s3_bucket", "lib/s3-bucket/index.d.ts"),
    ("data", "aws_caller_identity", "lib/data-aws-caller-identity/index.d.ts"),
])
def test_types_have_a_path_in_the_package(kind, type_, path):
    assert terraform.type_path(kind, type_, "aws") == path


def test_a_folder_without_resources_is_an_error(tmp_path):
    assert terraform.check(tmp_path, tmp_path) == [f"{tmp_path} declares no resources"]


def test_an_unknown_provider_has_no_schema(tmp_path):
    (tmp_path / "main.tf").write_text('resource "other_thing" "a" {\n}\n')
    with pytest.raises(SystemExit, match="No schema is known for resource other_thing"):
        terraform.check(tmp_path, tmp_path)
