package dev.tokenry.functions.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.store.TokenSummary;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
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

class SortTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** A sort, and candidates in its ascending order. */
    record Ordered(String field, List<Candidate> candidates) {}

    static Stream<Ordered> orders() {
        return Stream.of(
                new Ordered(
                        "name",
                        List.of(
                                named("A", "", "a"),
                                named("B", "", "a"),
                                named("A", "", "Ab"),
                                named("A", "", "aB"),
                                named("A", "", "ab"),
                                named("A", "", "ab "),
                                named("A", "", "abc"),
                                named("A", "", "B"),
                                named("A", "", "É"),
                                named("A", "", "é"),
                                // A code unit of the last one is less than that of the one before it.
                                named("A", "", "\uffee"),
                                named("A", "", "😀"))),
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
                                dated("A", null, LAST, null))),
                new Ordered(
                        "expirationDate",
                        List.of(
                                dated("A", Instant.EPOCH, null, null),
                                dated("A", NOW, null, null),
                                dated("B", NOW, null, null),
                                dated("A", LAST, null, null),
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
    void tokens_are_sorted_with_absent_values_and_ties_in_their_places(Ordered ordered) throws Refusal {
        for (int seed = 0; seed < 20; seed++) {
            List<Candidate> shuffled = new ArrayList<>(ordered.candidates());
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(Sort.read("+" + ordered.field()).sorted(shuffled)).isEqualTo(ordered.candidates());
            assertThat(Sort.read(ordered.field()).sorted(shuffled)).isEqualTo(ordered.candidates());
            assertThat(Sort.read("-" + ordered.field()).sorted(shuffled))
                    .isEqualTo(ordered.candidates().reversed());
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void each_token_is_behind_the_places_of_those_before_it(Ordered ordered) throws Refusal {
        for (String sign : List.of("+", "-")) {
            Sort sort = Sort.read(sign + ordered.field());
            List<Candidate> sorted = sort.sorted(ordered.candidates());
            for (int i = 0; i < sorted.size(); i++) {
                Place place = sort.placeOf(sorted.get(i));
                assertThat(sorted.stream().filter(it -> sort.isBehind(it, place)))
                        .isEqualTo(sorted.subList(i + 1, sorted.size()));
            }
        }
    }

    @Test
    void all_nine_are_tried() throws Refusal {
        assertThat(orders().map(Ordered::field))
                .hasSize(Sort.Key.values().length)
                .doesNotHaveDuplicates();
        assertThat(Sort.read("-creationDate")).isEqualTo(Sort.NEWEST_FIRST);
        assertThat(Sort.read(" name").asText()).isEqualTo("+name");
        assertThat(Sort.read("-name").asText()).isEqualTo("-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "-", "Name", "++name", "- name", "name,owner", "name ", "id", "description", "scopes"})
    void what_nothing_is_sorted_by_is_refused(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Sort.read(text));
    }

    private static Candidate named(String id, String owner, String name) {
        return candidate(id, new TokenOrigin(owner, owner, null, false, NOW), name, true, null, null, null);
    }

    private static Candidate owned(String id, String owner) {
        return named(id, owner, "n");
    }

    private static Candidate inProject(String id, String project) {
        return candidate(id, new TokenOrigin("o", "o", project, false, NOW), "n", true, null, null, null);
    }

    private static Candidate created(String id, Instant at) {
        return candidate(id, new TokenOrigin("o", "o", null, false, at), "n", true, null, null, null);
    }

    private static Candidate enabled(String id, boolean enabled) {
        return candidate(id, new TokenOrigin("o", "o", null, false, NOW), "n", enabled, null, null, null);
    }

    private static Candidate dated(String id, Instant expiresAt, Instant modifiedAt, Instant lastUsedAt) {
        return candidate(id, new TokenOrigin("o", "o", null, false, NOW), "n", true, expiresAt, modifiedAt, lastUsedAt);
    }

    private static Candidate candidate(
            String id,
            TokenOrigin origin,
            String name,
            boolean enabled,
            Instant expiresAt,
            Instant modifiedAt,
            Instant lastUsedAt) {
        TokenId tokenId = new TokenId("tk0c01", id.repeat(24));
        return new Candidate(
                new TokenSummary(tokenId, origin, name, enabled, Scopes.NONE, expiresAt, modifiedAt), lastUsedAt);
    }
}
