package dev.tokenry.authorization.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePathTest {

    @ParameterizedTest
    @CsvSource({
        "/,              /",
        "/orders,        /orders",
        "/orders,        /orders/",
        "/orders/{id},   /orders/42",
        "/orders/{id},   /orders/42/",
        "/orders/{id},   /orders/a%2Fb",
        "/{a}/{b},       /x/y",
        "/files/{rest+}, /files/a",
        "/files/{rest+}, /files/a/b/c",
    })
    void path_matches_its_resource(String resource, String path) {
        assertThat(ResourcePath.parse(resource).match(path)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/,              /orders",
        "/orders,        /",
        "/orders,        /Orders",
        "/orders,        /orders/42",
        "/orders,        //orders",
        "/orders/{id},   /orders",
        "/orders/{id},   /orders/",
        "/orders/{id},   /orders//",
        "/orders/{id},   /orders/42/lines",
        "/orders/{id},   /orders/42//",
        "/files/{rest+}, /files",
        "/files/{rest+}, /files/",
        "$default,       /",
        "$default,       /orders",
        "$default,       /$default",
    })
    void other_paths_do_not_match(String resource, String path) {
        assertThat(ResourcePath.parse(resource).match(path)).isEmpty();
    }

    @Test
    void parameters_are_extracted_undecoded() {
        assertThat(ResourcePath.parse("/p/{project}/{rest+}").match("/p/web%20/a/b"))
                .contains(Map.of("project", "web%20", "rest", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/a/",
                "/a//b",
                "/*",
                "/a/*",
                "/a?",
                "/${aws:username}",
                "/a$b",
                "/{}",
                "/{a",
                "/a}",
                "/{a}{b}",
                "/x{a}",
                "/{a+}/b",
                "/{a*}",
                "/ü",
                "/a%20b",
            })
    void invalid_resource_paths_are_rejected(String resource) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ResourcePath.parse(resource));
    }

    @Test
    void resource_path_that_is_too_long_is_rejected() {
        assertThat(ResourcePath.parse("/" + "a".repeat(299))).isNotNull();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResourcePath.parse("/" + "a".repeat(300)));
    }
}
