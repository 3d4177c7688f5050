package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/a,                /a,              true",
        "/a,                /b,              false",
        "/a,                /a/b,            false",
        "/,                 /{id},           true",
        "/a/{id},           /a/b,            true",
        "/a/{id},           /a,              false",
        "/a/{id},           /a/{id}/b,       true",
        "/a/{id}/b,         /a/b,            false",
        "/a/{id}/b,         /a/{id}/c,       false",
        "/a/{id}/b,         /a/{id}/{name},  true",
        "/a/{id}/b,         /{rest+},        true",
        "/a/{x}/b/{y},      /a/{x}/{y},      true",
        "/a/{x}/c,          /b/{x}/c,        false",
        "/ab/{x},           /a/{x},          false",
        "/{x}/b,            /a/{x},          true",
        "/{x}/b,            /a/{x}/c,        false",
        "/{x}/b,            /a/{x}/b,        true",
        "/a/{rest+},        /b/{rest+},      false",
        "/v2/tokens/{id},   /v2/users/{id},  false",
    })
    void two_resources_overlap_where_a_wildcard_of_a_policy_lets_them(String one, String two, boolean overlap) {
        assertThat(pattern(one).overlaps(pattern(two))).isEqualTo(overlap);
        assertThat(pattern(two).overlaps(pattern(one))).isEqualTo(overlap);
        assertThat(pattern(one).overlaps(pattern(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/p/{project},          /p/{project}/b,       false",
        "/p/{project}/b,        /p/{project}/b/{id},  false",
        "/p/{project}/{id},     /p/all/{id},          true",
        "/p/{project}/b,        /p/all/b,             true",
        "/p/{project}/b,        /p/a.b/b,             false",
        "/p/{project},          /p/{id},              true",
        "/p/{project}/b,        /p/{rest+},           true",
    })
    void the_name_of_a_project_has_no_slash(String one, String two, boolean overlap) {
        assertThat(pattern(one).overlaps(pattern(two))).isEqualTo(overlap);
        assertThat(pattern(two).overlaps(pattern(one))).isEqualTo(overlap);
    }

    @Test
    void methods_do_not_overlap() {
        PathPattern get = new PathPattern("GET", List.of("a"));
        assertThat(get.overlaps(new PathPattern("POST", List.of("a")))).isFalse();
    }

    @Test
    void beyond_a_resource_lie_the_paths_with_a_slash_in_a_parameter() {
        assertThat(pattern("/a/{x}/b/{y}").beyond().map(PathPattern::text))
                .containsExactly("GET/a/*/*/b/*", "GET/a/*/b/*/*");
        assertThat(pattern("/a/b").beyond()).isEmpty();
        assertThat(pattern("/a/{rest+}").beyond()).isEmpty();
    }

    private static PathPattern pattern(String resource) {
        return new PathPattern("GET", ResourcePath.parse(resource).pattern("project", PathPattern.PROJECT));
    }
}
