package dev.tokenry.functions.list;

import dev.tokenry.functions.list.selector.Case;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The order of a list. A descending one is the mirror of the ascending one, absent values and ties included. */
record Sort(Key key, boolean ascending) {

    static final Sort NEWEST_FIRST = new Sort(Key.CREATION_DATE, false);

    /** What tokens are sorted by. */
    enum Key {
        NAME("name"),
        CREATION_DATE("creationDate"),
        LAST_USED_DATE("lastUsedDate"),
        EXPIRATION_DATE("expirationDate"),
        MODIFIED_DATE("modifiedDate"),
        OWNER("owner"),
        CREATED_BY("createdBy"),
        PROJECT("project"),
        ENABLED("enabled");

        private final String field;

        Key(String field) {
            this.field = field;
        }
    }

    private static final String BEFORE_ALL = "";
    private static final String BEHIND_ALL = "~";

    static Sort read(String text) throws Refusal {
        String field = Sign.without(text);
        Key key = Stream.of(Key.values())
                .filter(it -> it.field.equals(field))
                .findFirst()
                .orElseThrow(() -> new Refusal("must be one of "
                        + Stream.of(Key.values()).map(it -> it.field).collect(Collectors.joining(", "))
                        + ", with + or - before it or without"));
        return new Sort(key, Sign.of(text) != Sign.MINUS);
    }

    /** As {@link #read} takes it. */
    String asText() {
        return (ascending ? "+" : "-") + key.field;
    }

    Place placeOf(Candidate candidate) {
        return new Place(sortable(candidate), candidate.row().id());
    }

    List<Candidate> sorted(List<Candidate> candidates) {
        record Placed(Place place, Candidate candidate) {}
        return candidates.stream()
                .map(it -> new Placed(placeOf(it), it))
                .sorted(Comparator.comparing(Placed::place, order()))
                .map(Placed::candidate)
                .toList();
    }

    /** Whether a candidate comes after a place. */
    boolean isBehind(Candidate candidate, Place place) {
        return order().compare(placeOf(candidate), place) > 0;
    }

    private Comparator<Place> order() {
        return ascending ? Place.ORDER : Place.ORDER.reversed();
    }

    /** What a candidate is sorted by, as a text that sorts like it. */
    private String sortable(Candidate candidate) {
        TokenSummary row = candidate.row();
        return switch (key) {
            case NAME -> folded(row.name());
            case CREATION_DATE -> row.sortKey().encode();
            case LAST_USED_DATE -> time(candidate.lastUsedAt(), BEFORE_ALL);
            case EXPIRATION_DATE -> time(row.expiresAt(), BEHIND_ALL);
            case MODIFIED_DATE -> time(row.modifiedAt(), BEFORE_ALL);
            case OWNER -> folded(row.origin().owner());
            case CREATED_BY -> folded(row.origin().createdBy());
            case PROJECT -> Objects.requireNonNullElse(row.origin().project(), BEFORE_ALL);
            case ENABLED -> row.enabled() ? "1" : "0";
        };
    }

    /** Without regard to case, and where that makes no difference with it. No name holds what stands between the two. */
    private static String folded(String name) {
        return Case.fold(name) + '\0' + name;
    }

    private static String time(@Nullable Instant time, String never) {
        // As many digits as the last millisecond of the year 9999 has.
        return time == null ? never : String.format(Locale.ROOT, "%015d", time.toEpochMilli());
    }
}
