package dev.tokenry.authorization.rule;

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
    void resources_overlap_if_a_policy_wildcard_matches_both(String first, String second, boolean overlap) {
        assertThat(pattern(first).overlaps(pattern(second))).isEqualTo(overlap);
        assertThat(pattern(second).overlaps(pattern(first))).isEqualTo(overlap);
        assertThat(pattern(first).overlaps(pattern(first))).isTrue();
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
    void project_name_contains_no_slash(String first, String second, boolean overlap) {
        assertThat(pattern(first).overlaps(pattern(second))).isEqualTo(overlap);
        assertThat(pattern(second).overlaps(pattern(first))).isEqualTo(overlap);
    }

    @Test
    void different_methods_do_not_overlap() {
        PathPattern get = new PathPattern("GET", List.of("a"));
        assertThat(get.overlaps(new PathPattern("POST", List.of("a")))).isFalse();
    }

    @Test
    void multi_segment_variants_have_a_slash_in_one_parameter() {
        assertThat(pattern("/a/{x}/b/{y}").multiSegmentVariants().map(PathPattern::value))
                .containsExactly("GET/a/*/*/b/*", "GET/a/*/b/*/*");
        assertThat(pattern("/a/b").multiSegmentVariants()).isEmpty();
        assertThat(pattern("/a/{rest+}").multiSegmentVariants()).isEmpty();
    }

    private static PathPattern pattern(String resource) {
        return new PathPattern("GET", ResourcePath.parse(resource).pattern("project", PathPattern.PROJECT));
    }
}
