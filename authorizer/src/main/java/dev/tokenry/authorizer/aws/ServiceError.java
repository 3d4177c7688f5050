package dev.tokenry.authorizer.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenry.authorizer.json.JsonStreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error that a service has returned, in the protocols AWS JSON 1.0 and 1.1.
 *
 * @param code the code, such as {@code ThrottlingException}; empty if the response has none
 * @param throttlingReasons the tables and indexes whose throughput was exceeded, each after its reason; empty if there
 *     are none
 */
record ServiceError(int status, String code, List<String> throttlingReasons) {

    /** The field of a body with the code. */
    static final String TYPE = "__type";

    // The codes that AWS SDKs retry: AwsErrorCode in the SDK for Java.
    private static final Set<String> THROTTLING_CODES = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "ProvisionedThroughputExceededException",
            "SlowDown",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "BandwidthLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "EC2ThrottledException",
            "TransactionInProgressException",
            "PriorRequestNotComplete");
    private static final Set<String> TRANSIENT_CODES = Set.of(
            "PriorRequestNotComplete",
            "RequestTimeout",
            "RequestTimeoutException",
            "InternalError",
            "ReplicatedWriteConflictException");
    private static final Set<String> CLOCK_SKEW_CODES = Set.of(
            "RequestTimeTooSkewed",
            "RequestExpired",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure");

    static ServiceError of(HttpResponse response) {
        ErrorFields fields = new ErrorFields();
        try (JsonParser json = JsonStreams.FACTORY.createParser(response.body())) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                fields.read(json);
            }
        } catch (IOException e) {
            // The status tells enough about an error whose body is not JSON, such as one of a proxy.
        }
        String header = response.errorType();
        String type = header == null || header.isEmpty() ? fields.type : header;
        return new ServiceError(response.status(), type == null ? "" : code(type), fields.reasons);
    }

    /** Returns the code in {@code com.amazonaws.dynamodb.v20120810#Code:http://address}. */
    private static String code(String type) {
        int end = type.indexOf(':');
        String name = end < 0 ? type : type.substring(0, end);
        return name.substring(name.lastIndexOf('#') + 1);
    }

    boolean isThrottling() {
        return status == 429 || THROTTLING_CODES.contains(code);
    }

    /** Returns whether another attempt can succeed. */
    boolean isRetryable() {
        return isThrottling() || TRANSIENT_CODES.contains(code) || status == 500 || (status >= 502 && status <= 504);
    }

    /** Returns whether the cause can be a clock that is wrong. */
    boolean canBeClockSkew() {
        return CLOCK_SKEW_CODES.contains(code);
    }

    /** The fields of an error. */
    private static final class ErrorFields {

        private @Nullable String type;
        private final List<String> reasons = new ArrayList<>();

        void read(JsonParser json) throws IOException {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals(TYPE) && value == JsonToken.VALUE_STRING) {
                    type = json.getText();
                } else if (name.equals("ThrottlingReasons") && value == JsonToken.START_ARRAY) {
                    readReasons(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void readReasons(JsonParser json) throws IOException {
            for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                if (item != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                String reason = "";
                String resource = "";
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    JsonToken value = json.nextToken();
                    if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
                        reason = json.getText();
                    } else if (name.equals("resource") && value == JsonToken.VALUE_STRING) {
                        resource = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
                reasons.add(reason + " " + resource);
            }
        }
    }
}
