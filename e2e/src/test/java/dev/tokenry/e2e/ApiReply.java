package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came back. */
record ApiReply(int status, Map<String, List<String>> headers, String body) {

    /** What differs between two answers to the same question: times and ids of requests. */
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
        return Json.parse(body);
    }

    String string(String field) {
        JsonNode value = json().path(field);
        assertThat(value.isTextual()).as(field + " in " + body).isTrue();
        return value.textValue();
    }

    /** This reply, which has this status. */
    ApiReply expectStatus(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** This reply, which is an error in the envelope, and nothing but it. */
    ApiReply expectError(int expected) {
        expectStatus(expected);
        assertThat(header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        JsonNode error = json().path("error");
        assertThat(Json.names(json())).containsExactly("error");
        assertThat(error.path("code").intValue()).isEqualTo(expected);
        assertThat(error.path("message").textValue()).isNotBlank();
        assertThat(error.path("reason").textValue()).matches("[a-z]+(-[a-z]+)*");
        if (expected == 400) {
            assertThat(Json.names(error)).containsExactly("code", "message", "constraintViolations", "reason");
            assertThat(error.path("constraintViolations").isEmpty()).isFalse();
            error.path("constraintViolations").forEach(ApiReply::assertViolation);
        } else {
            assertThat(Json.names(error)).containsExactly("code", "message", "reason");
        }
        return this;
    }

    ApiReply expectError(int expected, String message) {
        expectError(expected);
        assertThat(json().at("/error/message").textValue()).isEqualTo(message);
        return this;
    }

    /** This reply, which is a 400 that names exactly these paths. */
    ApiReply expectViolations(String location, String... paths) {
        expectError(400);
        JsonNode violations = json().at("/error/constraintViolations");
        assertThat(violations).extracting(each -> each.path("path").textValue()).containsExactlyInAnyOrder(paths);
        assertThat(violations)
                .extracting(each -> each.path("parameterLocation").textValue())
                .containsOnly(location);
        return this;
    }

    /** All of it that a caller could tell two answers apart by. */
    String comparableText() {
        Map<String, List<String>> comparableHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        comparableHeaders.putAll(headers);
        VARIABLE_HEADERS.forEach(comparableHeaders::remove);
        return status + "\n" + comparableHeaders + "\n" + body;
    }

    private static void assertViolation(JsonNode violation) {
        assertThat(Json.names(violation)).containsExactly("path", "reason", "message", "parameterLocation", "location");
        assertThat(violation.path("path").textValue()).isNotBlank();
        assertThat(violation.path("message").textValue()).isNotBlank();
        assertThat(violation.path("reason").textValue()).matches("[a-z]+(-[a-z]+)*");
        assertThat(violation.path("parameterLocation").textValue()).isIn("PATH", "PAYLOAD_BODY", "QUERY", "HEADER");
        assertThat(violation.path("location").isNull()).isTrue();
    }
}
