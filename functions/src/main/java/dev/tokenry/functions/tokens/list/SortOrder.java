package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;

import dev.tokenry.functions.tokens.selector.CaseFolding;
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
record SortOrder(SortField sortField, boolean ascending) {

    static final SortOrder NEWEST_FIRST = new SortOrder(SortField.CREATION_DATE, false);

    /** What tokens are sorted by. */
    enum SortField {
        NAME("name"),
        CREATION_DATE("creationDate"),
        LAST_USED_DATE("lastUsedDate"),
        EXPIRATION_DATE("expirationDate"),
        MODIFIED_DATE("modifiedDate"),
        OWNER("owner"),
        CREATED_BY("createdBy"),
        PROJECT("project"),
        ENABLED("enabled");

        private final String fieldName;

        SortField(String fieldName) {
            this.fieldName = fieldName;
        }
    }

    private static final String FIRST = "";
    private static final String LAST = "~";

    static SortOrder parse(String text) throws InvalidValueException {
        String fieldName = SignPrefix.without(text);
        SortField sortField = Stream.of(SortField.values())
                .filter(it -> it.fieldName.equals(fieldName))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("must be one of "
                        + Stream.of(SortField.values()).map(it -> it.fieldName).collect(Collectors.joining(", "))
                        + ", with + or - before it or without"));
        return new SortOrder(sortField, SignPrefix.of(text) != SignPrefix.MINUS);
    }

    /** As {@link #parse} takes it. */
    String encode() {
        return (ascending ? "+" : "-") + sortField.fieldName;
    }

    SortPosition positionOf(TokenMatch match) {
        return new SortPosition(sortKey(match), match.summary().id());
    }

    List<TokenMatch> sorted(List<TokenMatch> matches) {
        record Placed(SortPosition place, TokenMatch candidate) {}
        return matches.stream()
                .map(it -> new Placed(positionOf(it), it))
                .sorted(Comparator.comparing(Placed::place, comparator()))
                .map(Placed::candidate)
                .toList();
    }

    /** Whether a candidate comes after a place. */
    boolean isAfter(TokenMatch match, SortPosition position) {
        return comparator().compare(positionOf(match), position) > 0;
    }

    private Comparator<SortPosition> comparator() {
        return ascending ? SortPosition.ORDER : SortPosition.ORDER.reversed();
    }

    /** What a candidate is sorted by, as a text that sorts like it. */
    private String sortKey(TokenMatch match) {
        TokenSummary summary = match.summary();
        return switch (sortField) {
            case NAME -> caseInsensitive(summary.name());
            case CREATION_DATE -> summary.sortKey().encode();
            case LAST_USED_DATE -> formatTime(match.lastUsedAt(), FIRST);
            case EXPIRATION_DATE -> formatTime(summary.expiresAt(), LAST);
            case MODIFIED_DATE -> formatTime(summary.modifiedAt(), FIRST);
            case OWNER -> caseInsensitive(summary.origin().owner());
            case CREATED_BY -> caseInsensitive(summary.origin().createdBy());
            case PROJECT -> Objects.requireNonNullElse(summary.origin().project(), FIRST);
            case ENABLED -> summary.enabled() ? "1" : "0";
        };
    }

    /** Without regard to case, and where that makes no difference with it. No name holds what stands between the two. */
    private static String caseInsensitive(String name) {
        return CaseFolding.fold(name) + '\0' + name;
    }

    private static String formatTime(@Nullable Instant time, String absent) {
        // As many digits as the last millisecond of the year 9999 has.
        return time == null ? absent : String.format(Locale.ROOT, "%015d", time.toEpochMilli());
    }
}
