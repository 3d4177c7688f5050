package dev.tokenry.functions.tokens.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortOrderTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** A sort, and candidates in its ascending order. */
    record Ordered(String field, List<TokenMatch> candidates) {}

    static Stream<Ordered> orders() {
        return Stream.of(
                new Ordered(
                        "name",
                        List.of(
                                named("A", "o", "a"),
                                named("B", "o", "a"),
                                named("A", "o", "Ab"),
                                named("A", "o", "aB"),
                                named("A", "o", "ab"),
                                named("A", "o", "ab "),
                                named("A", "o", "abc"),
                                named("A", "o", "B"),
                                named("A", "o", "É"),
                                named("A", "o", "é"),
                                // A code unit of the last one is less than that of the one before it.
                                named("A", "o", "\uffee"),
                                named("A", "o", "😀"))),
                new Ordered("owner", List.of(owned("A", "a"), owned("B", "a"), owned("A", "B"), owned("A", "b"))),
                new Ordered("createdBy", List.of(owned("A", "a"), owned("B", "a"), owned("A", "B"), owned("A", "b"))),
                new Ordered(
                        "project",
                        List.of(inProject("A", null), inProject("B", null), inProject("A", "a"), inProject("A", "b"))),
                new Ordered(
                        "creationDate", List.of(created("A", NOW), created("B", NOW), created("A", NOW.plusMillis(1)))),
                new Ordered(
                        "modifiedDate",
                        List.of(
                                dated("A", null, null, null),
                                dated("B", null, null, null),
                                dated("A", null, NOW, null),
                                dated("B", null, NOW, null),
                                dated("A", null, LATEST, null))),
                new Ordered(
                        "expirationDate",
                        List.of(
                                dated("A", Instant.EPOCH, null, null),
                                dated("A", NOW, null, null),
                                dated("B", NOW, null, null),
                                dated("A", LATEST, null, null),
                                dated("A", null, null, null),
                                dated("B", null, null, null))),
                new Ordered(
                        "lastUsedDate",
                        List.of(
                                dated("A", null, null, null),
                                dated("B", null, null, null),
                                dated("A", null, null, NOW),
                                dated("B", null, null, NOW),
                                dated("A", null, null, NOW.plusMillis(1)))),
                new Ordered("enabled", List.of(enabled("A", false), enabled("B", false), enabled("A", true))));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void tokens_are_sorted_including_absent_values_and_ties(Ordered ordered) throws InvalidValueException {
        for (int seed = 0; seed < 20; seed++) {
            List<TokenMatch> shuffled = new ArrayList<>(ordered.candidates());
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(SortOrder.parse("+" + ordered.field()).sorted(shuffled)).isEqualTo(ordered.candidates());
            assertThat(SortOrder.parse(ordered.field()).sorted(shuffled)).isEqualTo(ordered.candidates());
            assertThat(SortOrder.parse("-" + ordered.field()).sorted(shuffled))
                    .isEqualTo(ordered.candidates().reversed());
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void each_token_is_after_the_positions_of_its_predecessors(Ordered ordered) throws InvalidValueException {
        for (String sign : List.of("+", "-")) {
            SortOrder sort = SortOrder.parse(sign + ordered.field());
            List<TokenMatch> sorted = sort.sorted(ordered.candidates());
            for (int i = 0; i < sorted.size(); i++) {
                SortPosition position = sort.positionOf(sorted.get(i));
                assertThat(sorted.stream().filter(it -> sort.isAfter(it, position)))
                        .isEqualTo(sorted.subList(i + 1, sorted.size()));
            }
        }
    }

    @Test
    void all_nine_sort_fields_are_tested() throws InvalidValueException {
        assertThat(orders().map(Ordered::field))
                .hasSize(SortOrder.SortField.values().length)
                .doesNotHaveDuplicates();
        assertThat(SortOrder.parse("-creationDate")).isEqualTo(SortOrder.NEWEST_FIRST);
        assertThat(SortOrder.parse(" name").encode()).isEqualTo("+name");
        assertThat(SortOrder.parse("-name").encode()).isEqualTo("-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "-", "Name", "++name", "- name", "name,owner", "name ", "id", "description", "scopes"})
    void unknown_sort_field_is_rejected(String text) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> SortOrder.parse(text));
    }

    private static TokenMatch named(String id, String owner, String name) {
        return match(id, new TokenOrigin(owner, owner, null, false, NOW), name, true, null, null, null);
    }

    private static TokenMatch owned(String id, String owner) {
        return named(id, owner, "n");
    }

    private static TokenMatch inProject(String id, String project) {
        return match(id, new TokenOrigin("o", "o", project, false, NOW), "n", true, null, null, null);
    }

    private static TokenMatch created(String id, Instant createdAt) {
        return match(id, new TokenOrigin("o", "o", null, false, createdAt), "n", true, null, null, null);
    }

    private static TokenMatch enabled(String id, boolean enabled) {
        return match(id, new TokenOrigin("o", "o", null, false, NOW), "n", enabled, null, null, null);
    }

    private static TokenMatch dated(String id, Instant expiresAt, Instant modifiedAt, Instant lastUsedAt) {
        return match(id, new TokenOrigin("o", "o", null, false, NOW), "n", true, expiresAt, modifiedAt, lastUsedAt);
    }

    private static TokenMatch match(
            String id,
            TokenOrigin origin,
            String name,
            boolean enabled,
            Instant expiresAt,
            Instant modifiedAt,
            Instant lastUsedAt) {
        TokenId tokenId = new TokenId("tk0c01", id.repeat(24));
        return new TokenMatch(
                new TokenSummary(tokenId, origin, name, enabled, Scopes.NONE, expiresAt, modifiedAt), lastUsedAt);
    }
}
