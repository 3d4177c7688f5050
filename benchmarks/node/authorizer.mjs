// The work of the authorizer as a function for Node.js: a token look-up as the examples of AWS do it.
import { createHmac, timingSafeEqual } from "node:crypto";
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GenerateMacCommand, KMSClient } from "@aws-sdk/client-kms";

const TOKEN = /^Api-Token ([a-z0-9]{2,12}\.[A-Z2-7]{24})\.([A-Z2-7]{64})$/;
const PEPPER_VERSION = "1";
const TABLE = process.env.TABLE_NAME;
const KEY_ARN = process.env.PEPPER_KEYS.substring(`${PEPPER_VERSION}=`.length);

const dynamoDb = new DynamoDBClient({});
const kms = new KMSClient({});
const owners = new Map();
let pepper;

export const handler = async (event) => {
  const match = TOKEN.exec(event.headers.Authorization ?? "");
  if (!match) {
    throw new Error("Unauthorized");
  }
  const [, id, secret] = match;
  const item = await readCredential(id);
  if (!item || !timingSafeEqual(await digest(id, secret), item.digest.B)) {
    throw new Error("Unauthorized");
  }
  const allowed = item.enabled.BOOL && item.scopes.L.some((scope) => scope.S === "apiTokens.write");
  return {
    principalId: id,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        { Action: "execute-api:Invoke", Effect: allowed ? "Allow" : "Deny", Resource: event.methodArn },
      ],
    },
  };
};

/** Reads the token and its owner: in one call, or in two if the owner is not known yet. */
async function readCredential(id) {
  if (owners.has(id)) {
    return read(id, owners.get(id));
  }
  const item = await read(id, `pepper#${PEPPER_VERSION}`);
  if (item) {
    const owner = `user#${item.owner.S}`;
    await dynamoDb.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: owner } }, ConsistentRead: true }));
    owners.set(id, owner);
  }
  return item;
}

async function read(...keys) {
  const request = { Keys: keys.map((key) => ({ pk: { S: key } })), ConsistentRead: true };
  const result = await dynamoDb.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: request } }));
  return result.Responses[TABLE].find((item) => item.pk.S === keys[0]);
}

async function digest(id, secret) {
  pepper ??= await derivePepper();
  return createHmac("sha256", pepper).update(`tokenry/secret/v1\0${id}\0${secret}`).digest();
}

async function derivePepper() {
  const message = Buffer.from(`tokenry/pepper/${PEPPER_VERSION}`);
  const result = await kms.send(
    new GenerateMacCommand({ KeyId: KEY_ARN, MacAlgorithm: "HMAC_SHA_256", Message: message }),
  );
  return result.Mac;
}
