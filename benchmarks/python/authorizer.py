"""The work of the authorizer as a function for Python: a token look-up as the examples of AWS do it."""

import hashlib
import hmac
import os
import re

import boto3

TOKEN = re.compile(r"Api-Token ([a-z0-9]{2,12}\.[A-Z2-7]{24})\.([A-Z2-7]{64})")
PEPPER_VERSION = "1"
TABLE = os.environ["TABLE_NAME"]
KEY_ARN = os.environ["PEPPER_KEYS"].removeprefix(f"{PEPPER_VERSION}=")

dynamodb = boto3.client("dynamodb")
kms = boto3.client("kms")
owners = {}
pepper = None


def handler(event, context):
    match = TOKEN.fullmatch(event["headers"].get("Authorization", ""))
    if not match:
        raise Exception("Unauthorized")
    token_id, secret = match.groups()
    item = read_credential(token_id)
    if not item or not hmac.compare_digest(digest(token_id, secret), item["digest"]["B"]):
        raise Exception("Unauthorized")
    allowed = item["enabled"]["BOOL"] and {"S": "apiTokens.write"} in item["scopes"]["L"]
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow" if allowed else "Deny",
        "Resource": event["methodArn"],
    }
    return {
        "principalId": token_id,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
    }


def read_credential(token_id):
    """Reads the token and its owner: in one call, or in two if the owner is not known yet."""
    if token_id in owners:
        return read(token_id, owners[token_id])
    item = read(token_id, f"pepper#{PEPPER_VERSION}")
    if item:
        owner = f"user#{item['owner']['S']}"
        dynamodb.get_item(TableName=TABLE, Key={"pk": {"S": owner}}, ConsistentRead=True)
        owners[token_id] = owner
    return item


def read(*keys):
    request = {"Keys": [{"pk": {"S": key}} for key in keys], "ConsistentRead": True}
    items = dynamodb.batch_get_item(RequestItems={TABLE: request})["Responses"][TABLE]
    return next((item for item in items if item["pk"]["S"] == keys[0]), None)


def digest(token_id, secret):
    global pepper
    if pepper is None:
        pepper = derive_pepper()
    message = f"tokenry/secret/v1\0{token_id}\0{secret}"
    return hmac.digest(pepper, message.encode(), hashlib.sha256)


def derive_pepper():
    message = f"tokenry/pepper/{PEPPER_VERSION}".encode()
    return kms.generate_mac(KeyId=KEY_ARN, MacAlgorithm="HMAC_SHA_256", Message=message)["Mac"]
