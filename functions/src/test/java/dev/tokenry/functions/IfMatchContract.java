package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every route that changes one token. Requests change version 1 of {@link TestStack#OTHER_TOKEN}. */
public interface IfMatchContract extends TokenPathContract {

    String VERSION_MISMATCH =
            "The resource has changed: its current version does not match If-Match. No changes were made.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1\"",
                "*",
                " * ",
                "\"7\", \"1\"",
                "\"1\",\"7\"",
                "W/\"1\" , \"1\"",
                "\"a,b\",\"1\"",
                ",\"1\",,",
                "\"ü\", \"1\""
            })
    default void matching_version_changes_the_token(String tags) {
        assertThat(call(request().header("If-Match", tags)).status()).isBetween(200, 204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2\"",
                "\"0\"",
                "\"\"",
                "\"01\"",
                "\"+1\"",
                "\"1.0\"",
                "\"-1\"",
                "\"*\"",
                "W/\"1\", \"2\"",
                "\"1,1\"",
                "\"18446744073709551617\""
            })
    default void other_version_changes_nothing(String tags) {
        assertRejected(request().header("if-match", tags), 412, VERSION_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "W/\"1\",W/\"2\"", " W/\"\" ,"})
    default void weak_entity_tag_matches_no_version_and_the_error_says_so(String tags) {
        assertRejected(
                request().header("If-Match", tags),
                412,
                "A weak entity tag (W/\\\"…\\\") never matches If-Match. Send the ETag as it was received, without W/."
                        + " No changes were made.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "\"1",
                "1\"",
                "'1'",
                "\"1\" \"2\"",
                "\"1\"\"2\"",
                "\"1\";\"2\"",
                "\"1 \"",
                "*, \"1\"",
                "\"1\", *",
                "**",
                ",",
                "w/\"1\"",
                "W/1",
                "W/ \"1\"",
                "\"1\", x"
            })
    default void invalid_entity_tag_list_is_rejected(String tags) {
        TestResponse response = assertInvalid(request().header("If-Match", tags), "If-Match HEADER");

        assertThat(response.message()).startsWith("If-Match must be ");
    }

    @Test
    default void several_headers_form_one_list() {
        assertThat(call(request().header("If-Match", "\"1\"", "\"7\"")).status())
                .isBetween(200, 204);
    }

    @Test
    default void very_long_list_is_accepted() {
        assertRejected(request().header("If-Match", "\"7\",".repeat(2_000)), 412, VERSION_MISMATCH);
    }

    @Test
    default void if_match_reveals_nothing_about_invisible_tokens() {
        for (String tags : List.of("\"1\"", "\"2\"", "*")) {
            TestEvent event = request().header("If-Match", tags);
            assertError(call(event.path("id", UNKNOWN_ID)), 404, "Not found.");
            assertError(call(event.path("id", invisibleToken().id().value())), 404, "Not found.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"1\",\"2\""})
    default void lost_race_is_not_retried_when_if_match_is_given(String tags) {
        TestEvent request = request().header("If-Match", tags);
        Token current = stack().tokens().all().stream()
                .filter(token -> TestStack.OTHER_TOKEN.startsWith(token.id().value()))
                .findFirst()
                .orElseThrow();
        TokenSettings concurrent = current.settings().withName("concurrent");
        stack().tokens().beforeEachReplace(() -> {
            stack().tokens().beforeEachReplace(() -> {});
            stack().tokens().replaceConcurrently(current.withSettings(concurrent));
        });

        assertError(call(request), 412, VERSION_MISMATCH);

        assertThat(stack().tokens().get(current.id()))
                .isEqualTo(current.withSettings(concurrent).withVersion(2));
    }
}
