"""Tests the Python clients `dt` and `dt-async`, which has the same calls as coroutines."""
import asyncio
import inspect
import os
import re
from datetime import datetime, timedelta, timezone

import dynatrace
import pytest
from dynatrace.environment_v2 import tokens_api
from dynatrace.environment_v2.tokens_api import ApiTokenUpdate

ORIGIN = os.environ["TOKENRY_ORIGIN"]
ADMINISTRATOR = os.environ["TOKENRY_TOKEN"]
TOKEN = re.compile(r"[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}")
LOOP = asyncio.new_event_loop()


def result(call):
    """Returns the result of a call, awaited if the client is asynchronous."""
    return LOOP.run_until_complete(call) if inspect.isawaitable(call) else call


def tokens(token=ADMINISTRATOR, url=ORIGIN):
    if hasattr(dynatrace, "Dynatrace"):
        return dynatrace.Dynatrace(url, token).tokens
    return dynatrace.DynatraceAsync(url, dynatrace.DynatraceAccessToken(token)).tokens


def create(name, scopes=("metrics.read",), service=None, **more):
    return result((service or tokens()).create(name, list(scopes), **more))


def list_all(service=None, **parameters):
    """Returns all pages of a list."""
    pages = result((service or tokens()).list(**parameters))
    return result(pages.to_list()) if hasattr(pages, "to_list") else list(pages)


def ids(some):
    return [each.id for each in some]


@pytest.fixture(scope="module", autouse=True)
def _leaves_no_tokens():
    """The next client is tested against the same Tokenry."""
    yield
    for each in list_all():
        if not ADMINISTRATOR.startswith(each.id):
            result(tokens().delete(each.id))


def assert_rejected(call, *parts):
    """Asserts that a call fails with a message that contains each part."""
    # The clients raise a bare Exception.
    with pytest.raises(Exception) as raised:  # noqa: B017, PT011
        result(call())
    for part in parts:
        assert part in str(raised.value), f"{part} is not in: {raised.value}"


def use(created):
    """Uses a token until its last use is recorded, which not every call does."""
    for _ in range(10):
        if result(tokens(created.token).get(created.id)).last_used_date:
            return
    pytest.fail("no last use was recorded")


def test_creates_a_token_that_expires():
    created = create("expires", expiration_date="now+14d")
    assert TOKEN.fullmatch(created.token) and created.token.startswith(created.id + ".")
    left = created.expiration_date.replace(tzinfo=timezone.utc) - datetime.now(timezone.utc)
    assert timedelta(days=13, hours=23) < left < timedelta(days=14, hours=1), left


def test_creates_a_token_that_never_expires():
    created = create("never expires", personal_access_token=False)
    assert TOKEN.fullmatch(created.token) and created.expiration_date is None


def test_creates_with_a_date_in_isoformat():
    date = datetime.now(timezone.utc) + timedelta(days=2)
    created = create("a date", expiration_date=date.isoformat())
    assert abs(created.expiration_date.replace(tzinfo=timezone.utc) - date) < timedelta(milliseconds=1)


def test_gets_a_token():
    scopes = [tokens_api.SCOPE_METRICS_READ, tokens_api.SCOPE_ENTITIES_READ]
    created = create("to be read", scopes, expiration_date="now+1h")
    got = result(tokens().get(created.id))
    assert (got.id, got.name, got.scopes, got.enabled) == (created.id, "to be read", scopes, True)
    assert got.expiration_date == created.expiration_date and got.owner and not got.personal_access_token
    assert abs(got.creation_date.replace(tzinfo=timezone.utc) - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert got.last_used_date is None


def test_authenticates_with_a_created_token():
    reader = create("reader", ["apiTokens.read"])
    assert reader.id in ids(list_all(tokens(reader.token)))


def test_lists_newest_first():
    some = [create(f"in order {n}").id for n in range(3)]
    first = list_all()[:3]
    assert ids(first) == some[::-1]
    assert all(each.name and each.owner and each.enabled and each.creation_date for each in first)


def test_lists_with_signed_fields():
    created = create("signed fields", expiration_date="now+1d")
    first = list_all(fields="+scopes,+expirationDate,-owner")[0]
    assert (first.id, first.scopes, first.owner) == (created.id, ["metrics.read"], None)
    assert first.expiration_date == created.expiration_date


def test_lists_with_exact_fields():
    created = create("exact fields")
    first = list_all(fields="scopes,name")[0]
    assert (first.id, first.name, first.scopes, first.owner) == (created.id, "exact fields", ["metrics.read"], None)


def test_selects_tokens():
    created = create("selected", ["slo.read", "slo.write"])
    owner = result(tokens().get(created.id)).owner
    found = list_all(api_token_selector=f'owner("{owner}"),personalAccessToken(false),scope("slo.write","hub.write")')
    assert ids(found) == [created.id], ids(found)
    assert list_all(api_token_selector='owner("no~"body")') == []
    result(tokens().delete(created.id))


def test_sorts_tokens():
    marked = [create(name, ["releases.read"]).id for name in ("b sorted", "c sorted", "A sorted")]
    selector = 'scope("releases.read")'
    assert ids(list_all(api_token_selector=selector, sort="name")) == [marked[2], marked[0], marked[1]]
    assert ids(list_all(api_token_selector=selector, sort="-name")) == [marked[1], marked[0], marked[2]]
    assert ids(list_all(api_token_selector=selector, sort="+creationDate")) == marked
    for each in marked:
        result(tokens().delete(each))


def test_lists_tokens_used_in_a_period():
    used = create("used", ["apiTokens.read"])
    unused = create("unused", ["apiTokens.read"])
    use(used)
    hour_ago = datetime.now(timezone.utc) - timedelta(hours=1)
    for time_from in (hour_ago, hour_ago.replace(tzinfo=None), "now-1h", "now-1d/d"):
        found = ids(list_all(time_from=time_from))
        assert used.id in found and unused.id not in found, time_from
    assert list_all(time_from="now-2y", time_to=hour_ago) == []


def test_lists_page_after_page():
    created_ids = [create(f"page {n}").id for n in range(205)]
    pages = result(tokens().list())
    every = ids(result(pages.to_list()) if hasattr(pages, "to_list") else pages)
    assert set(every[:205]) == set(created_ids) and len(set(every)) == len(every) == len(pages), len(every)
    for each in created_ids:
        result(tokens().delete(each))


def test_updates_a_token():
    created = create("old name", ["metrics.read"], expiration_date="now+1d")
    response = result(tokens().put(created.id, ApiTokenUpdate("new name", False, ["metrics.read", "slo.read"])))
    assert response.status_code == 204
    got = result(tokens().get(created.id))
    assert (got.name, got.enabled, got.scopes) == ("new name", False, ["metrics.read", "slo.read"])
    result(tokens().put(created.id, ApiTokenUpdate(enabled=True)))
    got = result(tokens().get(created.id))
    assert (got.name, got.enabled) == ("new name", True) and got.expiration_date == created.expiration_date


def test_a_disabled_token_is_rejected():
    reader = create("disabled", ["apiTokens.read"])
    result(tokens().put(reader.id, ApiTokenUpdate(enabled=False)))
    assert_rejected(lambda: tokens(reader.token).get(reader.id), "401", "Missing or invalid API token.")


def test_looks_a_token_up():
    created = create("looked up", ["slo.read"])
    got = result(tokens().lookup(created.token))
    assert (got.id, got.name, got.scopes, got.enabled) == (created.id, "looked up", ["slo.read"], True)
    result(tokens().delete(created.id))
    assert_rejected(lambda: tokens().lookup(created.token), "404")


def test_deletes_a_token():
    created = create("deleted", ["apiTokens.read"])
    assert result(tokens().delete(created.id)).status_code == 204
    assert_rejected(lambda: tokens().get(created.id), "404")
    assert_rejected(lambda: tokens(created.token).list(), "401")


def test_deletes_what_it_list_all():
    created = create("deleted from the list")
    result(list_all()[0].delete())
    assert_rejected(lambda: tokens().get(created.id), "404")


def test_reports_errors():
    assert_rejected(lambda: tokens().create("wrong", ["metrics.reed"]), "400", "scopes[0]", "metrics.reed")
    expires_tomorrow = {"expiration_date": "tomorrow"}
    assert_rejected(lambda: tokens().create("wrong", ["metrics.read"], **expires_tomorrow), "400", "expirationDate")
    reader = create("reads only", ["apiTokens.read"])
    assert_rejected(lambda: tokens(reader.token).create("wrong", ["apiTokens.read"]), "403", "apiTokens.write")


def test_grants_every_scope_that_the_client_knows():
    known = {value for name, value in vars(tokens_api).items() if name.startswith("SCOPE_")}
    # These two were removed from the API.
    create("all scopes", sorted(known - {"DcrumIntegration", "LogImport"}))


def test_works_with_the_url_of_an_environment():
    service = tokens(url=ORIGIN + "/e/default/")
    created = create("in an environment", service=service)
    assert ids(list_all(service))[0] == created.id and result(service.get(created.id)).name == "in an environment"
    result(service.put(created.id, ApiTokenUpdate(name="renamed")))
    assert result(service.delete(created.id)).status_code == 204

