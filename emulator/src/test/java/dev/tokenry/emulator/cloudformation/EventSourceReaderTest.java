package dev.tokenry.emulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.io.PhysicalResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSourceReaderTest {

    private static final String STREAM = "arn:aws:dynamodb:ddblocal:000000000000:table/Things/stream/2026";
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:000000000000:Dropped";
    private static final String WATCH = "arn:aws:lambda:eu-central-1:000000000000:function:shop-Watch";

    private static final EventSourceSpec DEFAULTS = new EventSourceSpec(
            "shop-WatchChanges",
            WATCH,
            STREAM,
            100,
            Duration.ZERO,
            false,
            false,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    private static final EventSourceSpec ALL = new EventSourceSpec(
            "shop-Mapping",
            WATCH + ":live",
            STREAM,
            1000,
            Duration.ofSeconds(5),
            true,
            true,
            OptionalInt.of(3),
            Optional.of(Duration.ofSeconds(3600)),
            Optional.of(QUEUE));

    @TempDir
    Path directory;

    @Test
    void an_event_of_a_function_has_the_defaults_of_lambda() {
        assertThat(parse(event(""))).containsExactly(DEFAULTS);
        assertThat(parse(event("MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: '-1', Enabled: 'true'")))
                .containsExactly(DEFAULTS);
        assertThat(parse(event("Enabled: false"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!Ref Watch.Alias",
                "!Sub 'arn:aws:lambda:eu-central-1:${AWS::AccountId}:function:${Watch}:live'",
                "!Sub '${Watch}:live'",
            })
    void a_mapping_can_be_a_resource(String function) {
        assertThat(parse("""
                Resources:
                  Things: {Type: AWS::DynamoDB::Table}
                  Dropped: {Type: AWS::SQS::Queue}
                  Watch: {Type: AWS::Serverless::Function, Properties: {Handler: x.Y, AutoPublishAlias: live}}
                  Mapping:
                    Type: AWS::Lambda::EventSourceMapping
                    Properties:
                      EventSourceArn: !GetAtt Things.StreamArn
                      FunctionName: %s
                      StartingPosition: TRIM_HORIZON
                      BatchSize: 1000
                      MaximumBatchingWindowInSeconds: 5
                      BisectBatchOnFunctionError: true
                      MaximumRetryAttempts: 3
                      MaximumRecordAgeInSeconds: 3600
                      ParallelizationFactor: 1
                      FunctionResponseTypes: [ReportBatchItemFailures]
                      DestinationConfig: {OnFailure: {Destination: !GetAtt Dropped.Arn}}
                """.formatted(function))).containsExactly(ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BatchSize: 0                                 | .BatchSize: 0 is not between 1 and 10000",
                "BatchSize: many                              | .BatchSize: 'many' is not a number",
                "MaximumBatchingWindowInSeconds: 301          | .MaximumBatchingWindowInSeconds: 301 is not between 0 and 300",
                "MaximumRecordAgeInSeconds: 59                | .MaximumRecordAgeInSeconds: 59 is not between 60 and 604800",
                "Enabled: maybe                               | .Enabled: true or false is expected",
                "FunctionResponseTypes: [Everything]          | .FunctionResponseTypes: only ReportBatchItemFailures is supported",
                "FilterCriteria: {Filters: []}                | .FilterCriteria: this property of a mapping is not emulated",
                "TumblingWindowInSeconds: 5                   | .TumblingWindowInSeconds: this property of a mapping is not emulated",
                "BatchSise: 5                                 | .BatchSise: this property of a mapping is not emulated",
                "StartingPosition: LATEST                     | .StartingPosition: only TRIM_HORIZON is emulated",
                "DestinationConfig: {OnFailure: {Destination: 'arn:aws:sns:x'}} | only a queue of SQS is emulated, not arn:aws:sns:x",
                "DestinationConfig: {OnFailure: {Type: SQS}}  | .DestinationConfig.OnFailure.Destination: a text is expected",
                "Stream: !GetAtt Dropped.Arn                  | .Stream: arn:aws:sqs:eu-central-1:000000000000:Dropped is not the ARN of a stream",
            })
    void what_is_not_emulated_is_rejected(String properties, String message) {
        assertThatThrownBy(() -> parse(event(properties)))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Resources.Watch.Properties.Events.Changes.")
                .hasMessageContaining(message);
    }

    private static String event(String properties) {
        String stream = properties.contains("Stream:") ? "" : "Stream: !GetAtt Things.StreamArn, ";
        String start = properties.contains("StartingPosition:") ? "" : "StartingPosition: TRIM_HORIZON, ";
        return """
                Resources:
                  Things: {Type: AWS::DynamoDB::Table}
                  Dropped: {Type: AWS::SQS::Queue}
                  Watch:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: x.Y
                      Events:
                        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
                        Changes: {Type: DynamoDB, Properties: {%s%s%s}}
                """.formatted(stream, start, properties);
    }

    private List<EventSourceSpec> parse(String yaml) {
        try {
            Path file = Files.writeString(directory.resolve("template.yaml"), yaml);
            return StackTemplate.of(
                            TemplateFile.read(file),
                            Map.of(),
                            new PseudoParameters("eu-central-1", "000000000000", "shop"),
                            (id, type, properties) ->
                                    new PhysicalResource(id, Map.of("StreamArn", STREAM, "Arn", QUEUE)))
                    .eventSources();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
