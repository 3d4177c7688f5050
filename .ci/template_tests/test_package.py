"""`sam package` uploads each archive once, with and without `sam build` before it."""
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import boto3
import pytest
from samtranslator.yaml_helper import yaml_parse

import moto_server
import sam_template
import tokenry

BUCKET = "artifacts"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def s3_endpoint():
    """The URL of an emulated S3 with an empty bucket."""
    with moto_server.running() as endpoint:
        yield endpoint


@pytest.fixture
def s3(s3_endpoint):
    client = boto3.client("s3", endpoint_url=s3_endpoint, region_name="us-east-1",
                          aws_access_key_id="test", aws_secret_access_key="test")
    client.create_bucket(Bucket=BUCKET)
    yield client
    for item in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=item["Key"])
    client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def project(tmp_path):
    """The project as `mvn package` leaves it, with small archives in place of the real ones."""
    shutil.copy(sam_template.PROJECT / "template.yaml", tmp_path)
    for path in sam_template.archives(sam_template.read()):
        archive = tmp_path / path
        archive.parent.mkdir(parents=True)
        with zipfile.ZipFile(archive, "w") as content:
            content.writestr("lib/tokenry.jar", path)
    return tmp_path


def sam(project, s3_endpoint, *arguments):
    settings = {"AWS_ENDPOINT_URL": s3_endpoint, "AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test", "SAM_CLI_TELEMETRY": "0"}
    ran = subprocess.run([BIN / "sam", *arguments], cwd=project, env=tokenry.without_aws_settings() | settings,
                         capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("builds", [False, True], ids=["package", "build and package"])
def test_every_function_refers_to_its_archive_which_is_uploaded_once(builds, project, s3_endpoint, s3):
    if builds:
        sam(project, s3_endpoint, "build")
    sam(project, s3_endpoint, "package", "--s3-bucket", BUCKET, "--output-template-file", "packaged.yaml")

    uploaded = {f"s3://{BUCKET}/{item['Key']}": s3.get_object(Bucket=BUCKET, Key=item["Key"])["Body"].read()
                for item in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert len(uploaded) == len(sam_template.archives(sam_template.read()))
    packaged = yaml_parse((project / "packaged.yaml").read_text(encoding="utf-8"))
    locations = sam_template.code_locations(packaged)
    for function, path in sam_template.code_locations(sam_template.read()).items():
        assert uploaded[locations[function]] == (project / path).read_bytes(), function


def test_the_rotation_function_can_be_published(tmp_path, s3_endpoint, s3):
    """What an application of the AWS Serverless Application Repository needs is uploaded, and nothing else."""
    example = Path("examples", "secret-rotation")
    shutil.copytree(sam_template.PROJECT / example, tmp_path / example)
    shutil.copy(sam_template.PROJECT / "LICENSE", tmp_path)
    sam(tmp_path, s3_endpoint, "package", "--template-file", example / "template.yaml", "--s3-bucket", BUCKET,
        "--output-template-file", "packaged.yaml")

    packaged = yaml_parse((tmp_path / "packaged.yaml").read_text(encoding="utf-8"))
    application = packaged["Metadata"]["AWS::ServerlessRepo::Application"]
    uploaded = [application["LicenseUrl"], application["ReadmeUrl"],
                packaged["Resources"]["RotationFunction"]["Properties"]["CodeUri"]]
    contents = [s3.get_object(Bucket=BUCKET, Key=url.removeprefix(f"s3://{BUCKET}/"))["Body"].read()
                for url in uploaded]
    assert contents[0] == (sam_template.PROJECT / "LICENSE").read_bytes()
    assert contents[1] == (sam_template.PROJECT / example / "README.md").read_bytes()
    with zipfile.ZipFile(io.BytesIO(contents[2])) as code:
        assert code.namelist() == ["rotation.py"]
