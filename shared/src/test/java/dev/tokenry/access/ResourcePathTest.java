package dev.tokenry.access;

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
    void a_path_is_its_resources(String resource, String path) {
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
    void another_path_is_not(String resource, String path) {
        assertThat(ResourcePath.parse(resource).match(path)).isEmpty();
    }

    @Test
    void parameters_are_what_stands_in_the_path() {
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
    void what_a_gateway_would_not_declare_or_a_policy_would_read_otherwise_is_refused(String resource) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ResourcePath.parse(resource));
    }

    @Test
    void a_resource_that_a_policy_cannot_hold_is_refused() {
        assertThat(ResourcePath.parse("/" + "a".repeat(299))).isNotNull();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResourcePath.parse("/" + "a".repeat(300)));
    }
}
