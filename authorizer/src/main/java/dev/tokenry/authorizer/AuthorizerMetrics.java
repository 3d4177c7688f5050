package dev.tokenry.authorizer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenry.authorizer.json.JsonStreams;
import dev.tokenry.model.TokenId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one request, as a log line in the CloudWatch embedded metric format (AWS: "Specification: Embedded
 * metric format"). CloudWatch extracts the metrics from the log, so no API call is needed. The line also contains the
 * route rule and the id of an authenticated token. They are not dimensions; queries of the log use them to count the
 * uses of each token. The line contains no secret, owner or address.
 */
final class AuthorizerMetrics {

    /** The metrics. Each is counted at most once per request. */
    enum Metric {
        ALLOWED("Allowed"),
        DENIED("Denied"),
        FAILED("Failed"),
        COLD_STARTS("ColdStarts"),
        LAST_USE_WRITES("LastUseWrites"),
        LAST_USE_FAILURES("LastUseFailures"),
        DIGEST_RENEWALS("DigestRenewals"),
        DIGEST_RENEWAL_FAILURES("DigestRenewalFailures"),
        DAMAGED_RECORDS("DamagedRecords");

        private final String name;

        Metric(String name) {
            this.name = name;
        }
    }

    private static final String NAMESPACE = "Tokenry";
    private static final String STACK_DIMENSION = "Stack";
    private static final String REASON_DIMENSION = "Reason";

    private static final Set<Metric> WITH_REASON = EnumSet.of(Metric.ALLOWED, Metric.DENIED, Metric.FAILED);

    private final String stack;
    private final Set<Metric> counted = EnumSet.noneOf(Metric.class);
    private String reason = "";
    private @Nullable String rule;
    private @Nullable String tokenId;
    private List<String> exceededLimits = List.of();

    AuthorizerMetrics(String stack) {
        this.stack = stack;
    }

    void count(Metric metric) {
        counted.add(metric);
    }

    /** Counts the outcome of the request, in total and by reason. */
    void count(Metric outcome, String outcomeReason) {
        counted.add(outcome);
        reason = outcomeReason;
    }

    /** Sets the route of the rule that applies to the request. */
    void setRule(String route) {
        rule = route;
    }

    /** Sets the id of the token, whose secret must have been verified. */
    void setTokenId(TokenId authenticated) {
        tokenId = authenticated.value();
    }

    /** Sets what throttled the request: each a reason and the ARN of a table or an index, as DynamoDB names them. */
    void setExceededLimits(List<String> reasons) {
        exceededLimits = reasons;
    }

    /**
     * Returns the log line, without a line terminator.
     *
     * @param epochMillis the timestamp of the metrics in epoch milliseconds
     */
    byte[] toEmf(long epochMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JsonStreams.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", epochMillis);
            json.writeArrayFieldStart("CloudWatchMetrics");
            metricDirective(json, List.of(STACK_DIMENSION), counted);
            Set<Metric> withReason = EnumSet.copyOf(WITH_REASON);
            withReason.retainAll(counted);
            metricDirective(json, List.of(STACK_DIMENSION, REASON_DIMENSION), withReason);
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField(STACK_DIMENSION, stack);
            json.writeStringField(REASON_DIMENSION, reason);
            writeIfPresent(json, "TokenId", tokenId);
            writeIfPresent(json, "Rule", rule);
            if (!exceededLimits.isEmpty()) {
                json.writeStringField("ExceededLimits", String.join(", ", exceededLimits));
            }
            for (Metric metric : counted) {
                json.writeNumberField(metric.name, 1);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeIfPresent(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void metricDirective(JsonGenerator json, List<String> dimensions, Set<Metric> metrics)
            throws IOException {
        if (metrics.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("Namespace", NAMESPACE);
        json.writeArrayFieldStart("Dimensions");
        json.writeStartArray();
        for (String dimension : dimensions) {
            json.writeString(dimension);
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        for (Metric metric : metrics) {
            json.writeStartObject();
            json.writeStringField("Name", metric.name);
            json.writeStringField("Unit", "Count");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
