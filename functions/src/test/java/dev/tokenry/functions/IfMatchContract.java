package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every route promises that changes one token: here the first version of {@link TestStack#OTHER}. */
public interface IfMatchContract extends TokenPathContract {

    String OTHER_VERSION = "If-Match names another version than there is. Nothing was changed.";

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
    default void with_its_version_a_token_is_changed(String tags) {
        assertThat(answer(request().header("If-Match", tags)).status()).isBetween(200, 204);
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
                "W/\"1\"",
                "W/\"1\", \"2\"",
                "\"1,1\"",
                "\"18446744073709551617\""
            })
    default void with_another_version_nothing_is_changed(String tags) {
        assertRefused(request().header("if-match", tags), 412, OTHER_VERSION);
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
    default void what_is_no_list_of_entity_tags_is_refused(String tags) {
        TestAnswer answer = assertInvalid(request().header("If-Match", tags), "If-Match HEADER");

        assertThat(answer.message()).startsWith("If-Match must be ");
    }

    @Test
    default void several_headers_are_one_list() {
        assertThat(answer(request().header("If-Match", "\"1\"", "\"7\"")).status())
                .isBetween(200, 204);
    }

    @Test
    default void a_very_long_list_is_read_as_well() {
        assertRefused(request().header("If-Match", "\"7\",".repeat(2_000)), 412, OTHER_VERSION);
    }

    @Test
    default void a_version_says_nothing_about_tokens_that_the_caller_may_not_see() {
        for (String tags : List.of("\"1\"", "\"2\"", "*")) {
            TestEvent event = request().header("If-Match", tags);
            assertError(answer(event.path("id", UNKNOWN)), 404, "There is nothing here.");
            assertError(answer(event.path("id", foreign().id().value())), 404, "There is nothing here.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"1\",\"2\""})
    default void with_a_version_a_race_that_is_lost_is_not_run_again(String tags) {
        TestEvent request = request().header("If-Match", tags);
        Token read = stack().tokens().all().stream()
                .filter(token -> TestStack.OTHER.startsWith(token.id().value()))
                .findFirst()
                .orElseThrow();
        TokenSettings meanwhile = read.settings().withName("meanwhile");
        stack().tokens().beforeEachReplace(() -> {
            stack().tokens().beforeEachReplace(() -> {});
            stack().tokens().changeBehindTheBack(read.withSettings(meanwhile));
        });

        assertError(answer(request), 412, OTHER_VERSION);

        assertThat(stack().tokens().get(read.id()))
                .isEqualTo(read.withSettings(meanwhile).withVersion(2));
    }
}
