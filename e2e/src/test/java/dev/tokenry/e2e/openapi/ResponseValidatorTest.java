package dev.tokenry.e2e.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A response that the document does not describe is detected. */
class ResponseValidatorTest {

    private static final String TOKEN_PATH = "/e/default/api/v2/apiTokens/tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA/?x=y";
    private static final String NOT_FOUND_BODY =
            "{\"error\":{\"code\":404,\"message\":\"Not found.\",\"reason\":\"not-found\"}}";

    private final ResponseValidator validator = new ResponseValidator(OpenApiDocument.instance());

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("application/json; charset=utf-8"));
        headers.put("x-amzn-RequestId", List.of("1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }

    @Test
    void a_documented_response_is_accepted() {
        assertThatCode(() -> validator.assertDocumented(
                        "GET", TOKEN_PATH, 404, headers("cache-control", "no-store"), NOT_FOUND_BODY))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        validator.assertDocumented("DELETE", TOKEN_PATH, 204, headers("Cache-Control", "no-store"), ""))
                .doesNotThrowAnyException();
        assertThatCode(() -> validator.assertDocumented("GET", "/api/nowhere", 404, headers(), NOT_FOUND_BODY))
                .doesNotThrowAnyException();
    }

    @Test
    void a_request_outside_the_api_is_ignored() {
        assertThatCode(() -> validator.assertDocumented("PUT", "/bucket/projects/alpha", 200, headers(), "x"))
                .doesNotThrowAnyException();
    }

    @Test
    void the_web_console_is_not_part_of_the_api() {
        for (String path : List.of("/api/console", "/api/console/", "/e/default/api/console/tokens?page=2")) {
            assertThatCode(() -> validator.assertDocumented("GET", path, 200, headers("x", "y"), "<!doctype html>"))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> validator.assertDocumented("POST", path, 200, headers(), "x"))
                    .hasMessageContaining("status 200");
        }
        assertThatThrownBy(() -> validator.assertDocumented("GET", "/api/consoles", 200, headers(), "x"))
                .hasMessageContaining("status 200");
    }

    @Test
    void an_undocumented_status_is_reported() {
        assertThatThrownBy(() -> validator.assertDocumented("GET", TOKEN_PATH, 418, headers(), NOT_FOUND_BODY))
                .hasMessageContaining("GET /v2/apiTokens/{id}")
                .hasMessageContaining("status 418");
        assertThatThrownBy(() -> validator.assertDocumented("GET", "/api/nowhere", 200, headers(), NOT_FOUND_BODY))
                .hasMessageContaining("status 200");
    }

    @Test
    void an_undocumented_property_is_reported() {
        String bodyWithExtraProperty = NOT_FOUND_BODY.replace("{\"code\"", "{\"secret\":1,\"code\"");

        assertThatThrownBy(() -> validator.assertDocumented("GET", TOKEN_PATH, 404, headers(), bodyWithExtraProperty))
                .hasMessageContaining("'secret'");
        assertThatThrownBy(
                        () -> validator.assertDocumented("GET", "/api/nowhere", 404, headers(), bodyWithExtraProperty))
                .hasMessageContaining("'secret'");
    }

    @Test
    void an_unexpected_body_or_content_type_is_reported() {
        Map<String, List<String>> stored = headers("Cache-Control", "no-store");

        assertThatThrownBy(() -> validator.assertDocumented("DELETE", TOKEN_PATH, 204, stored, "{}"))
                .hasMessageContaining("there is a body");
        assertThatThrownBy(() -> validator.assertDocumented("GET", TOKEN_PATH, 404, stored, "<html>"))
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> validator.assertDocumented(
                        "GET", TOKEN_PATH, 404, headers("content-type", "text/html"), NOT_FOUND_BODY))
                .hasMessageContaining("text/html");
    }

    @Test
    void a_missing_wrong_or_undocumented_header_is_reported() {
        assertThatThrownBy(() -> validator.assertDocumented("DELETE", TOKEN_PATH, 204, headers(), ""))
                .hasMessageContaining("Cache-Control is missing");
        assertThatThrownBy(() -> validator.assertDocumented(
                        "GET", TOKEN_PATH, 404, headers("cache-control", "public"), NOT_FOUND_BODY))
                .hasMessageContaining("Cache-Control");
        assertThatThrownBy(() ->
                        validator.assertDocumented("GET", TOKEN_PATH, 404, headers("ETag", "\"1\""), NOT_FOUND_BODY))
                .hasMessageContaining("header etag is not known");
    }
}
