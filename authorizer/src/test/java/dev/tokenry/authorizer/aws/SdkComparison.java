package dev.tokenry.authorizer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import dev.tokenry.aws.CallSettings;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * After the same replies of a service, a call has the same outcome as with the AWS SDK, and as many attempts. One class
 * for each service, because they wait most of the time, and classes are tested in two processes.
 */
abstract class SdkComparison {

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(20);
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    /** The replies of a service to the attempts of one call; the last one is that to all further attempts. */
    record Case(String name, ScriptedReply... replies) {
        @Override
        public String toString() {
            return name;
        }
    }

    final ScriptedService service = new ScriptedService();

    @AfterEach
    void close() throws IOException {
        service.close();
        // The SDK corrects a wrong clock for all clients of the process.
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    static Case error(int status, String code) {
        return new Case(
                status + " " + code,
                ScriptedReply.of(
                        status, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}"));
    }

    static Stream<Case> faults() {
        ScriptedReply ok = ScriptedReply.of(200, "{}");
        ScriptedReply error500 = ScriptedReply.of(500, "{\"__type\":\"InternalServerError\"}");
        String throttled =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\",\"ThrottlingReasons\":"
                        + "[{\"reason\":\"TableReadProvisionedThroughputExceeded\",\"resource\":\"arn:aws:dynamodb:x:1:table/t\"}]}";
        return Stream.of(
                        Stream.of(
                                new Case("success", ok),
                                new Case("500 without body", ScriptedReply.of(500, "")),
                                new Case("500 once", error500, ok),
                                new Case("500 twice", error500, error500, ok),
                                new Case("500 of a proxy", ScriptedReply.of(502, "<html>Bad gateway</html>")),
                                new Case("503", ScriptedReply.of(503, "{}")),
                                new Case("504", ScriptedReply.of(504, "{}")),
                                new Case("501", ScriptedReply.of(501, "{}")),
                                new Case("400 without a code", ScriptedReply.of(400, "{}")),
                                new Case("400 that is no JSON", ScriptedReply.of(400, "no")),
                                new Case("429 once", ScriptedReply.of(429, "{}"), ok),
                                new Case(
                                        "code in a header",
                                        ScriptedReply.of(400, "{}", "x-amzn-ErrorType: ThrottlingException:x\r\n"),
                                        ok),
                                new Case(
                                        "code next to an empty header",
                                        ScriptedReply.of(
                                                400, "{\"__type\":\"ThrottlingException\"}", "x-amzn-ErrorType: \r\n"),
                                        ok),
                                new Case(
                                        "code after reasons of another form",
                                        ScriptedReply.of(
                                                400,
                                                "{\"ThrottlingReasons\":[\"x\",[{}]],\"__type\":\"ThrottlingException\"}"),
                                        ok),
                                new Case(
                                        "503 without headers",
                                        ScriptedReply.thenClose(
                                                ScriptedReply.raw("HTTP/1.1 503 Service Unavailable\r\n\r\n")),
                                        ok),
                                new Case("throttled with reasons", ScriptedReply.of(400, throttled), ok),
                                new Case("throttled all the time", ScriptedReply.of(400, throttled)),
                                new Case(
                                        "closed instead of a response", ScriptedReply.thenClose(ScriptedReply.raw(""))),
                                new Case("closed once", ScriptedReply.thenClose(ScriptedReply.raw("")), ok),
                                new Case("reset once", ScriptedReply.reset(), ok),
                                new Case("reset", ScriptedReply.reset()),
                                new Case(
                                        "closed in the headers",
                                        ScriptedReply.thenClose(ScriptedReply.raw("HTTP/1.1 200 OK\r\nContent-Le"))),
                                new Case(
                                        "closed in the body",
                                        ScriptedReply.thenClose(
                                                ScriptedReply.raw("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"))),
                                new Case(
                                        "closed in the body once",
                                        ScriptedReply.thenClose(
                                                ScriptedReply.raw("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{")),
                                        ok),
                                new Case(
                                        "no HTTP",
                                        ScriptedReply.thenClose(ScriptedReply.raw("220 smtp ready\r\n\r\n"))),
                                new Case("damaged body", ScriptedReply.withCrc32("{}", 1)),
                                new Case(
                                        "damaged body once",
                                        ScriptedReply.withCrc32("{}", 1),
                                        ScriptedReply.withCrc32("{}", 0)),
                                new Case(
                                        "clock skew",
                                        ScriptedReply.of(
                                                400,
                                                "{\"__type\":\"InvalidSignatureException\"}",
                                                "Date: Wed, 18 Mar 2037 10:00:00 GMT\r\n"),
                                        ok),
                                new Case(
                                        "wrong signature",
                                        ScriptedReply.of(400, "{\"__type\":\"InvalidSignatureException\"}"),
                                        ok)),
                        Stream.of(
                                        "AccessDeniedException",
                                        "ConditionalCheckFailedException",
                                        "ExpiredTokenException",
                                        "IncompleteSignatureException",
                                        "InternalServerError",
                                        "ItemCollectionSizeLimitExceededException",
                                        "LimitExceededException",
                                        "MissingAuthenticationTokenException",
                                        "ProvisionedThroughputExceededException",
                                        "ReplicatedWriteConflictException",
                                        "RequestLimitExceeded",
                                        "ResourceInUseException",
                                        "ResourceNotFoundException",
                                        "SerializationException",
                                        "ThrottlingException",
                                        "TransactionConflictException",
                                        "TransactionInProgressException",
                                        "UnrecognizedClientException",
                                        "ValidationException",
                                        "Unheard")
                                .flatMap(code -> Stream.of(error(400, code), error(500, code))))
                .flatMap(cases -> cases);
    }

    /** Timeouts that no attempt reaches on a busy machine. {@link TimeoutTest} tests timeouts. */
    static CallSettings patient(CallSettings settings) {
        return settings.withTimeouts(ATTEMPT_TIMEOUT, CALL_TIMEOUT);
    }

    static ClientOverrideConfiguration patient(ClientOverrideConfiguration settings) {
        return settings.toBuilder()
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .build();
    }

    interface Operation<T> {
        Supplier<Object> on(T target);
    }

    <T> void compare(Case fault, T sdk, T crt, Operation<T> operation) {
        service.reply(fault.replies());
        String expected = outcome(operation.on(sdk));
        service.reply(fault.replies());
        String actual = outcome(operation.on(crt));
        assertThat(actual).isEqualTo(expected);
    }

    /** Returns the result or the exception, and the number of attempts. */
    private String outcome(Supplier<Object> call) {
        String result;
        try {
            result = String.valueOf(call.get());
        } catch (ServiceUnavailableException e) {
            result = "unavailable";
        } catch (PepperRejectedException e) {
            result = "rejected";
        } catch (SdkException e) {
            // A failed condition of an operation that has none.
            result = "unavailable";
        }
        return result + " after " + service.requests().size();
    }

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(TestServices.ACCESS_KEY, TestServices.SECRET_KEY));
    }
}
