package dev.tokenry.emulator.eventsource;

import dev.tokenry.emulator.dynamodb.DynamoDbEmulator;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.sqs.SqsEmulator;
import java.time.InstantSource;

/** What all mappings of an account share. */
record EventSourceServices(
        AwsAccount account,
        DynamoDbEmulator dynamoDb,
        SqsEmulator sqs,
        StreamPositions positions,
        InstantSource clock) {}
