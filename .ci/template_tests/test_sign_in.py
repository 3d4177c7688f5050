"""The user pool for sign-in to the console: absent by default, and closed to strangers and to other pages."""
import json

import pytest

import sam_template
from sam_template import of_type

PREFIX = {"SignInDomainPrefix": "acme-tokenry"}
DEFAULT_URL = "https://<Api>.execute-api.eu-central-1.amazonaws.com/api/console/"
TYPES = {"UserPool", "UserPoolDomain", "UserPoolClient", "ManagedLoginBranding"}


def only(stack, cognito_type):
    [properties] = of_type(stack, f"AWS::Cognito::{cognito_type}").values()
    return properties


def test_without_a_prefix_there_is_no_user_pool():
    unset = sam_template.stack_with()
    assert "Cognito" not in str(unset["Resources"])
    assert not [name for name in unset["Outputs"] if name.startswith("SignIn")]


def test_a_prefix_adds_the_user_pool_and_changes_nothing_else():
    unset, stack = sam_template.stack_with(), sam_template.stack_with(**PREFIX)
    added = {name: stack["Resources"][name] for name in stack["Resources"].keys() - unset["Resources"].keys()}
    assert sorted(resource["Type"] for resource in added.values()) == sorted(f"AWS::Cognito::{name}" for name in TYPES)
    assert {name: stack["Resources"][name] for name in unset["Resources"]} == unset["Resources"]


def test_only_administrators_create_users_who_need_a_second_factor():
    pool = only(sam_template.stack_with(**PREFIX), "UserPool")
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["AccountRecoverySetting"]["RecoveryMechanisms"] == [{"Name": "admin_only", "Priority": 1}]
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])
    assert (pool["UserPoolTier"], pool["UsernameConfiguration"]) == ("ESSENTIALS", {"CaseSensitive": True})


def test_the_users_outlive_the_stack():
    [pool] = sam_template.resources(sam_template.stack_with(**PREFIX), "AWS::Cognito::UserPool").values()
    assert (pool["DeletionPolicy"], pool["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert pool["Properties"]["DeletionProtection"] == "ACTIVE"


def test_the_pages_have_the_prefix_and_a_style():
    stack = sam_template.stack_with(**PREFIX)
    domain = only(stack, "UserPoolDomain")
    assert (domain["Domain"], domain["ManagedLoginVersion"]) == ("acme-tokenry", 2)
    assert only(stack, "ManagedLoginBranding")["ClientId"] == "<SignInClient>"


def test_the_client_has_no_secret_and_gives_codes_alone():
    client = only(sam_template.stack_with(**PREFIX), "UserPoolClient")
    assert client["GenerateSecret"] is False
    assert (client["AllowedOAuthFlows"], client["AllowedOAuthScopes"]) == (["code"], ["openid"])
    assert (client["ExplicitAuthFlows"], client["SupportedIdentityProviders"]) == (["ALLOW_USER_AUTH"], ["COGNITO"])
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert (client["IdTokenValidity"], client["AccessTokenValidity"], client["RefreshTokenValidity"]) == (5, 5, 60)
    assert set(client["TokenValidityUnits"].values()) == {"minutes"}


@pytest.mark.parametrize(("values", "consoles"), [
    ({}, [DEFAULT_URL]),
    ({"DomainName": "tokens.example.com", "EnvironmentId": "prod"},
     [DEFAULT_URL, "https://tokens.example.com/e/prod/api/console/"]),
    ({"DomainName": "tokens.example.com"},
     [DEFAULT_URL, *(f"https://tokens.example.com/{path}/console/"
                     for path in ("e/default/api", "api", "platform/classic/environment-api"))]),
], ids=["default URL", "environment of a domain", "default environment of a domain"])
def test_codes_go_to_the_consoles_of_the_stack_alone(values, consoles):
    stack = sam_template.stack_with(**PREFIX, **values)
    client = only(stack, "UserPoolClient")
    assert client["LogoutURLs"] == consoles
    assert client["CallbackURLs"] == [f"{console}signed-in" for console in consoles]
    paths = {mapping["ApiMappingKey"] for mapping in of_type(stack, "AWS::ApiGatewayV2::ApiMapping").values()}
    assert len(consoles) == 1 + len(paths)
    assert all(any(f"/{path}/console/" in console for console in consoles) for path in paths)
    outputs = {name: output["Value"] for name, output in stack["Outputs"].items() if name.startswith("SignIn")}
    assert json.loads(outputs.pop("SignInRedirectUris")) == client["CallbackURLs"]
    assert outputs == {"SignInIssuer": "<SignInPool.ProviderURL>", "SignInClientId": "<SignInClient>",
                       "SignInPoolId": "<SignInPool>"}
