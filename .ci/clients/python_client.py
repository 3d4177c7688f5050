"""Does with the Python clients what their users do: `dt`, and `dt-async`, whose calls are the same ones, awaited.

Each check is a sentence; it prints `ok - ` or `not ok - ` and that sentence, and why not.
"""
import asyncio
import inspect
import os
import re
import sys
from datetime import datetime, timedelta, timezone

import dynatrace
from dynatrace.environment_v2 import tokens_api
from dynatrace.environment_v2.tokens_api import ApiTokenUpdate

ORIGIN = os.environ["TOKENRY_ORIGIN"]
ADMINISTRATOR = os.environ["TOKENRY_TOKEN"]
TOKEN = re.compile(r"[a-z0-9]{2,12}\.[A-Z2-7]{24}\.[A-Z2-7]{64}")
LOOP = asyncio.new_event_loop()
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def now(call):
    """The outcome of a call, awaited where the client is an asynchronous one."""
    return LOOP.run_until_complete(call) if inspect.isawaitable(call) else call


def tokens(token=ADMINISTRATOR, url=ORIGIN):
    if hasattr(dynatrace, "Dynatrace"):
        return dynatrace.Dynatrace(url, token).tokens
    return dynatrace.DynatraceAsync(url, dynatrace.DynatraceAccessToken(token)).tokens


def create(name, scopes=("metrics.read",), service=None, **more):
    return now((service or tokens()).create(name, list(scopes), **more))


def listed(service=None, **asked):
    """All pages of a list."""
    pages = now((service or tokens()).list(**asked))
    return now(pages.to_list()) if hasattr(pages, "to_list") else list(pages)


def ids(some):
    return [each.id for each in some]


def refused(call, *parts):
    """Makes a call that must fail with a message that holds these parts."""
    try:
        now(call())
    except Exception as problem:  # What the clients raise is a bare one.
        for part in parts:
            assert part in str(problem), f"{part} is not in: {problem}"
    else:
        raise AssertionError("was not refused")


def use(created):
    """Uses a token until that is noted, as it need not be each time."""
    for _ in range(10):
        if now(tokens(created.token).get(created.id)).last_used_date:
            return
    raise AssertionError("no use was noted")


@check
def creates_a_token_that_expires():
    created = create("expires", expiration_date="now+14d")
    assert TOKEN.fullmatch(created.token) and created.token.startswith(created.id + ".")
    left = created.expiration_date.replace(tzinfo=timezone.utc) - datetime.now(timezone.utc)
    assert timedelta(days=13, hours=23) < left < timedelta(days=14, hours=1), left


@check
def creates_a_token_that_never_expires():
    created = create("never expires", personal_access_token=False)
    assert TOKEN.fullmatch(created.token) and created.expiration_date is None


@check
def creates_with_a_date_as_python_writes_it():
    date = datetime.now(timezone.utc) + timedelta(days=2)
    created = create("a date", expiration_date=date.isoformat())
    assert abs(created.expiration_date.replace(tzinfo=timezone.utc) - date) < timedelta(milliseconds=1)


@check
def gets_a_token():
    scopes = [tokens_api.SCOPE_METRICS_READ, tokens_api.SCOPE_ENTITIES_READ]
    created = create("to be read", scopes, expiration_date="now+1h")
    got = now(tokens().get(created.id))
    assert (got.id, got.name, got.scopes, got.enabled) == (created.id, "to be read", scopes, True)
    assert got.expiration_date == created.expiration_date and got.owner and not got.personal_access_token
    assert abs(got.creation_date.replace(tzinfo=timezone.utc) - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert got.last_used_date is None


@check
def lets_a_created_token_in():
    reader = create("reader", ["apiTokens.read"])
    assert reader.id in ids(listed(tokens(reader.token)))


@check
def lists_newest_first():
    some = [create(f"in order {n}").id for n in range(3)]
    first = listed()[:3]
    assert ids(first) == some[::-1]
    assert all(each.name and each.owner and each.enabled and each.creation_date for each in first)


@check
def lists_with_signed_fields():
    created = create("signed fields", expiration_date="now+1d")
    first = listed(fields="+scopes,+expirationDate,-owner")[0]
    assert (first.id, first.scopes, first.owner) == (created.id, ["metrics.read"], None)
    assert first.expiration_date == created.expiration_date


@check
def lists_with_exact_fields():
    created = create("exact fields")
    first = listed(fields="scopes,name")[0]
    assert (first.id, first.name, first.scopes, first.owner) == (created.id, "exact fields", ["metrics.read"], None)


@check
def selects_tokens():
    created = create("selected", ["slo.read", "slo.write"])
    owner = now(tokens().get(created.id)).owner
    found = listed(api_token_selector=f'owner("{owner}"),personalAccessToken(false),scope("slo.write","hub.write")')
    assert ids(found) == [created.id], ids(found)
    assert listed(api_token_selector='owner("no~"body")') == []
    now(tokens().delete(created.id))


@check
def sorts_tokens():
    marked = [create(name, ["releases.read"]).id for name in ("b sorted", "c sorted", "A sorted")]
    selector = 'scope("releases.read")'
    assert ids(listed(api_token_selector=selector, sort="name")) == [marked[2], marked[0], marked[1]]
    assert ids(listed(api_token_selector=selector, sort="-name")) == [marked[1], marked[0], marked[2]]
    assert ids(listed(api_token_selector=selector, sort="+creationDate")) == marked
    for each in marked:
        now(tokens().delete(each))


@check
def lists_what_was_used_in_a_time():
    used = create("used", ["apiTokens.read"])
    unused = create("unused", ["apiTokens.read"])
    use(used)
    hour_ago = datetime.now(timezone.utc) - timedelta(hours=1)
    for time_from in (hour_ago, hour_ago.replace(tzinfo=None), "now-1h", "now-1d/d"):
        found = ids(listed(time_from=time_from))
        assert used.id in found and unused.id not in found, time_from
    assert listed(time_from="now-2y", time_to=hour_ago) == []


@check
def lists_page_after_page():
    made = [create(f"page {n}").id for n in range(205)]
    pages = now(tokens().list())
    every = ids(now(pages.to_list()) if hasattr(pages, "to_list") else pages)
    assert set(every[:205]) == set(made) and len(set(every)) == len(every) == len(pages), len(every)
    for each in made:
        now(tokens().delete(each))


@check
def updates_a_token():
    created = create("old name", ["metrics.read"], expiration_date="now+1d")
    answer = now(tokens().put(created.id, ApiTokenUpdate("new name", False, ["metrics.read", "slo.read"])))
    assert answer.status_code == 204
    got = now(tokens().get(created.id))
    assert (got.name, got.enabled, got.scopes) == ("new name", False, ["metrics.read", "slo.read"])
    now(tokens().put(created.id, ApiTokenUpdate(enabled=True)))
    got = now(tokens().get(created.id))
    assert (got.name, got.enabled) == ("new name", True) and got.expiration_date == created.expiration_date


@check
def a_disabled_token_is_refused():
    reader = create("disabled", ["apiTokens.read"])
    now(tokens().put(reader.id, ApiTokenUpdate(enabled=False)))
    refused(lambda: tokens(reader.token).get(reader.id), "401", "Missing or invalid API token.")


@check
def looks_a_token_up():
    created = create("looked up", ["slo.read"])
    got = now(tokens().lookup(created.token))
    assert (got.id, got.name, got.scopes, got.enabled) == (created.id, "looked up", ["slo.read"], True)
    now(tokens().delete(created.id))
    refused(lambda: tokens().lookup(created.token), "404")


@check
def deletes_a_token():
    created = create("deleted", ["apiTokens.read"])
    assert now(tokens().delete(created.id)).status_code == 204
    refused(lambda: tokens().get(created.id), "404")
    refused(lambda: tokens(created.token).list(), "401")


@check
def deletes_what_it_listed():
    created = create("deleted from the list")
    now(listed()[0].delete())
    refused(lambda: tokens().get(created.id), "404")


@check
def says_what_is_wrong():
    refused(lambda: tokens().create("wrong", ["metrics.reed"]), "400", "scopes[0]", "metrics.reed")
    refused(lambda: tokens().create("wrong", ["metrics.read"], expiration_date="tomorrow"), "400", "expirationDate")
    reader = create("reads only", ["apiTokens.read"])
    refused(lambda: tokens(reader.token).create("wrong", ["apiTokens.read"]), "403", "apiTokens.write")


@check
def grants_every_scope_that_the_seed_lists_and_the_client_knows():
    known = {value for name, value in vars(tokens_api).items() if name.startswith("SCOPE_")}
    # Older than the seed, which does not list them any more.
    create("all scopes", sorted(known - {"DcrumIntegration", "LogImport"}))


@check
def works_below_an_environment_too():
    service = tokens(url=ORIGIN + "/e/abc12345/")
    created = create("in an environment", service=service)
    assert ids(listed(service))[0] == created.id and now(service.get(created.id)).name == "in an environment"
    now(service.put(created.id, ApiTokenUpdate(name="renamed")))
    assert now(service.delete(created.id)).status_code == 204


failed = 0
for each in CHECKS:
    sentence = each.__name__.replace("_", " ")
    try:
        each()
        print("ok -", sentence, flush=True)
    except Exception as problem:  # Whatever a client raises, the next check comes.
        failed += 1
        print(f"not ok - {sentence}\n  {type(problem).__name__}: {problem}", flush=True)
sys.exit(failed > 0)
