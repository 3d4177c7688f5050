package dev.tokenry.local.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An answer that the document does not foresee is noticed. */
class DocumentedTest {

    private static final String PATH = "/e/x/api/v2/apiTokens/tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA/?x=y";
    private static final String NOTHING = "{\"error\":{\"code\":404,\"message\":\"Not found.\",\"reason\":\"not-found\"}}";

    private final Documented documented = new Documented(ApiDocument.served());

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
    void what_is_foreseen_passes() {
        assertThatCode(() -> documented.require("GET", PATH, 404, headers("cache-control", "no-store"), NOTHING))
                .doesNotThrowAnyException();
        assertThatCode(() -> documented.require("DELETE", PATH, 204, headers("Cache-Control", "no-store"), ""))
                .doesNotThrowAnyException();
        assertThatCode(() -> documented.require("GET", "/api/nowhere", 404, headers(), NOTHING))
                .doesNotThrowAnyException();
    }

    @Test
    void what_is_not_under_an_address_of_the_api_is_nothing_to_it() {
        assertThatCode(() -> documented.require("PUT", "/bucket/projects/alpha", 200, headers(), "x"))
                .doesNotThrowAnyException();
    }

    @Test
    void the_web_console_is_no_part_of_the_api() {
        for (String path : List.of("/api/console", "/api/console/", "/e/x/api/console/tokens?page=2")) {
            assertThatCode(() -> documented.require("GET", path, 200, headers("x", "y"), "<!doctype html>"))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> documented.require("POST", path, 200, headers(), "x"))
                    .hasMessageContaining("status 200");
        }
        assertThatThrownBy(() -> documented.require("GET", "/api/consoles", 200, headers(), "x"))
                .hasMessageContaining("status 200");
    }

    @Test
    void a_status_that_is_not_foreseen_is_noticed() {
        assertThatThrownBy(() -> documented.require("GET", PATH, 418, headers(), NOTHING))
                .hasMessageContaining("GET /v2/apiTokens/{id}")
                .hasMessageContaining("status 418");
        assertThatThrownBy(() -> documented.require("GET", "/api/nowhere", 200, headers(), NOTHING))
                .hasMessageContaining("status 200");
    }

    @Test
    void a_property_that_is_not_foreseen_is_noticed() {
        String more = NOTHING.replace("{\"code\"", "{\"secret\":1,\"code\"");

        assertThatThrownBy(() -> documented.require("GET", PATH, 404, headers(), more))
                .hasMessageContaining("'secret'");
        assertThatThrownBy(() -> documented.require("GET", "/api/nowhere", 404, headers(), more))
                .hasMessageContaining("'secret'");
    }

    @Test
    void a_body_where_none_is_foreseen_or_of_another_kind_is_noticed() {
        Map<String, List<String>> stored = headers("Cache-Control", "no-store");

        assertThatThrownBy(() -> documented.require("DELETE", PATH, 204, stored, "{}"))
                .hasMessageContaining("there is a body");
        assertThatThrownBy(() -> documented.require("GET", PATH, 404, stored, "<html>"))
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> documented.require("GET", PATH, 404, headers("content-type", "text/html"), NOTHING))
                .hasMessageContaining("text/html");
    }

    @Test
    void a_header_that_is_missing_wrong_or_not_foreseen_is_noticed() {
        assertThatThrownBy(() -> documented.require("DELETE", PATH, 204, headers(), ""))
                .hasMessageContaining("Cache-Control is missing");
        assertThatThrownBy(() -> documented.require("GET", PATH, 404, headers("cache-control", "public"), NOTHING))
                .hasMessageContaining("Cache-Control");
        assertThatThrownBy(() -> documented.require("GET", PATH, 404, headers("ETag", "\"1\""), NOTHING))
                .hasMessageContaining("header etag is not known");
    }
}
