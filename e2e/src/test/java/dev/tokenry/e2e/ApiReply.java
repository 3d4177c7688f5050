package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A response of the API. */
record ApiReply(int status, Map<String, List<String>> headers, String body) {

    /** The headers that differ between two responses to the same request: times and ids. */
    private static final Set<String> VARIABLE_HEADERS = Set.of("date", "x-amzn-requestid", "x-amz-apigw-id");

    static ApiReply of(HttpResponse<String> response) {
        return new ApiReply(response.statusCode(), response.headers().map(), response.body());
    }

    String header(String name) {
        List<String> values = headers.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .flatMap(each -> each.getValue().stream())
                .toList();
        assertThat(values).as(name).hasSizeLessThanOrEqualTo(1);
        return values.isEmpty() ? "" : values.getFirst();
    }

    JsonNode json() {
        return TestJson.parse(body);
    }

    String string(String field) {
        JsonNode value = json().path(field);
        assertThat(value.isTextual()).as(field + " in " + body).isTrue();
        return value.textValue();
    }

    /** Verifies the status. */
    ApiReply expectStatus(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** Verifies that the body is an error envelope without other content. */
    ApiReply expectError(int expected) {
        expectStatus(expected);
        assertThat(header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        JsonNode error = json().path("error");
        assertThat(TestJson.names(json())).containsExactly("error");
        assertThat(error.path("code").intValue()).isEqualTo(expected);
        assertThat(error.path("message").textValue()).isNotBlank();
        assertThat(error.path("reason").textValue()).matches("[a-z]+(-[a-z]+)*");
        if (expected == 400) {
            assertThat(TestJson.names(error)).containsExactly("code", "message", "constraintViolations", "reason");
            assertThat(error.path("constraintViolations").isEmpty()).isFalse();
            error.path("constraintViolations").forEach(ApiReply::assertViolation);
        } else {
            assertThat(TestJson.names(error)).containsExactly("code", "message", "reason");
        }
        return this;
    }

    ApiReply expectError(int expected, String message) {
        expectError(expected);
        assertThat(json().at("/error/message").textValue()).isEqualTo(message);
        return this;
    }

    /** Verifies a 400 response with violations of exactly these paths. */
    ApiReply expectViolations(String location, String... paths) {
        expectError(400);
        JsonNode violations = json().at("/error/constraintViolations");
        assertThat(violations).extracting(each -> each.path("path").textValue()).containsExactlyInAnyOrder(paths);
        assertThat(violations)
                .extracting(each -> each.path("parameterLocation").textValue())
                .containsOnly(location);
        return this;
    }

    /** Returns everything that a caller can use to distinguish two responses. */
    String comparableText() {
        Map<String, List<String>> comparableHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        comparableHeaders.putAll(headers);
        VARIABLE_HEADERS.forEach(comparableHeaders::remove);
        return status + "\n" + comparableHeaders + "\n" + body;
    }

    private static void assertViolation(JsonNode violation) {
        assertThat(TestJson.names(violation))
                .containsExactly("path", "reason", "message", "parameterLocation", "location");
        assertThat(violation.path("path").textValue()).isNotBlank();
        assertThat(violation.path("message").textValue()).isNotBlank();
        assertThat(violation.path("reason").textValue()).matches("[a-z]+(-[a-z]+)*");
        assertThat(violation.path("parameterLocation").textValue()).isIn("PATH", "PAYLOAD_BODY", "QUERY", "HEADER");
        assertThat(violation.path("location").isNull()).isTrue();
    }
}
