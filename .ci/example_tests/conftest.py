"""What the tests of the recipes for CI systems share."""
import pytest

import ci_recipes
from token_endpoint import token_endpoint


@pytest.fixture
def server():
    trust = {"project": ci_recipes.PROJECT, "scopes": ["snapshots.upload"]}
    with token_endpoint(**{ci_recipes.TRUST: trust}) as endpoint:
        yield endpoint


@pytest.fixture
def repository(tmp_path):
    return ci_recipes.Repository(tmp_path)
