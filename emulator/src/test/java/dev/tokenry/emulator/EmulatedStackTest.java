package dev.tokenry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class EmulatedStackTest {

    /** The resources of an application that keeps a trail of the changes of a table. */
    private static final String TEMPLATE = """
            Parameters:
              EventBusName: {Type: String, Default: default}
              TrailRetention: {Type: Number, Default: 400}
            Conditions:
              HasBus: !Not [!Equals [!Ref EventBusName, default]]
            Resources:
              Things:
                Type: AWS::DynamoDB::Table
                DeletionPolicy: Retain
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  DeletionProtectionEnabled: true
                  PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
              Trail:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  DeletionProtectionEnabled: true
                  AttributeDefinitions:
                    - {AttributeName: pk, AttributeType: S}
                    - {AttributeName: sk, AttributeType: S}
                    - {AttributeName: day, AttributeType: S}
                    - {AttributeName: actor, AttributeType: S}
                  KeySchema: [{AttributeName: pk, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
                  GlobalSecondaryIndexes:
                    - IndexName: byDay
                      KeySchema: [{AttributeName: day, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
                      Projection: {ProjectionType: ALL}
                    - IndexName: byActor
                      KeySchema: [{AttributeName: actor, KeyType: HASH}, {AttributeName: sk, KeyType: RANGE}]
                      Projection: {ProjectionType: ALL}
                  TimeToLiveSpecification: {AttributeName: purgeAt, Enabled: true}
              Dropped:
                Type: AWS::SQS::Queue
                Properties: {MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true}
              Bus:
                Type: AWS::Events::EventBus
                Condition: HasBus
                Properties: {Name: !Ref EventBusName}
              Notices:
                Type: AWS::SNS::Topic
              TrailFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.tokenry.emulator.apigateway.EchoHandler
                  AutoPublishAlias: live
                  Environment:
                    Variables:
                      BUS: !If [HasBus, !Ref Bus, !Ref EventBusName]
                      BUS_ARN: !If [HasBus, !GetAtt Bus.Arn, '']
                      TRAIL: !Ref Trail
                      RETENTION: !Ref TrailRetention
                      QUEUE: !Ref Dropped
                      TOPIC: !Ref Notices
              Mapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  FunctionName: !Ref TrailFunction.Alias
                  EventSourceArn: !GetAtt Things.StreamArn
                  StartingPosition: TRIM_HORIZON
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Dropped.Arn}}
              Daily:
                Type: AWS::Scheduler::Schedule
                Properties:
                  ScheduleExpression: rate(1 day)
                  FlexibleTimeWindow: {Mode: 'OFF'}
                  Target: {Arn: !GetAtt TrailFunction.Arn, RoleArn: !GetAtt Role.Arn}
              Role:
                Type: AWS::IAM::Role
                Properties: {AssumeRolePolicyDocument: {}}
              DroppedAlarm:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  Dimensions: [{Name: QueueName, Value: !GetAtt Dropped.QueueName}]
            """;

    @TempDir
    Path directory;

    @Test
    void a_stack_can_have_several_tables_and_the_resources_of_a_trail() throws Exception {
        Map<String, String> variables = start(Map.of());
        assertThat(variables)
                .containsEntry("BUS", "default")
                .containsEntry("BUS_ARN", "")
                .containsEntry("TRAIL", "local-Trail")
                .containsEntry("QUEUE", "https://sqs.eu-central-1.amazonaws.com/000000000000/local-Dropped")
                .containsEntry("TOPIC", "arn:aws:sns:eu-central-1:000000000000:local-Notices")
                .containsKeys("AWS_ENDPOINT_URL_EVENTBRIDGE", "AWS_ENDPOINT_URL_SESV2", "AWS_ENDPOINT_URL_SNS");

        assertThat(start(Map.of("EventBusName", "trail")))
                .containsEntry("BUS", "trail")
                .containsEntry("BUS_ARN", "arn:aws:events:eu-central-1:000000000000:event-bus/trail");
    }

    /** Starts the stack, checks its tables, and returns the variables of its function. */
    private Map<String, String> start(Map<String, String> parameters) throws Exception {
        Path template = Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
        try (CloseableRegistry resources = new CloseableRegistry()) {
            AwsEmulator aws = resources.add(AwsEmulator.start(directory.resolve("data")));
            EmulatedStack stack = EmulatedStack.start(
                    new EmulatedAccount(aws, resources, 0), StackSource.named("shop", template), parameters);
            try (DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
                TableDescription things = describe(dynamoDb, "local-Things");
                assertThat(things.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
                TableDescription trail = describe(dynamoDb, "local-Trail");
                assertThat(trail.globalSecondaryIndexes())
                        .extracting(GlobalSecondaryIndexDescription::indexName)
                        .containsExactlyInAnyOrder("byDay", "byActor");
                assertThat(trail.globalSecondaryIndexes())
                        .allMatch(index -> index.projection().projectionType() == ProjectionType.ALL);
                assertThat(trail.streamSpecification()).isNull();
                assertThat(dynamoDb.describeTimeToLive(request -> request.tableName("local-Trail"))
                                .timeToLiveDescription()
                                .attributeName())
                        .isEqualTo("purgeAt");
            }
            return stack.functions().values().stream()
                    .map(EmulatedFunction::spec)
                    .findFirst()
                    .orElseThrow()
                    .environment();
        }
    }

    private static TableDescription describe(DynamoDbClient dynamoDb, String table) {
        return dynamoDb.describeTable(request -> request.tableName(table)).table();
    }
}
