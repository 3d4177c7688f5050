package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.text.CaseFolding;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The order of a list. Descending is the exact reverse of ascending, including absent values and ties. */
record SortOrder(SortField sortField, boolean ascending) {

    static final SortOrder NEWEST_FIRST = new SortOrder(SortField.CREATION_DATE, false);

    /** The field to sort by. */
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
                .orElseThrow(() -> new InvalidValueException(
                        ViolationReason.UNKNOWN_VALUE,
                        "must be one of "
                                + Stream.of(SortField.values())
                                        .map(it -> it.fieldName)
                                        .collect(Collectors.joining(", "))
                                + ", optionally preceded by + or -"));
        return new SortOrder(sortField, SignPrefix.of(text) != SignPrefix.MINUS);
    }

    /** Returns the text that {@link #parse} accepts. */
    String encode() {
        return (ascending ? "+" : "-") + sortField.fieldName;
    }

    SortPosition positionOf(TokenMatch match) {
        return new SortPosition(sortKey(match), match.summary().id());
    }

    List<TokenMatch> sorted(List<TokenMatch> matches) {
        record Positioned(SortPosition position, TokenMatch match) {}
        return matches.stream()
                .map(it -> new Positioned(positionOf(it), it))
                .sorted(Comparator.comparing(Positioned::position, comparator()))
                .map(Positioned::match)
                .toList();
    }

    /** Returns whether a token is after a position. */
    boolean isAfter(TokenMatch match, SortPosition position) {
        return comparator().compare(positionOf(match), position) > 0;
    }

    private Comparator<SortPosition> comparator() {
        return ascending ? SortPosition.ORDER : SortPosition.ORDER.reversed();
    }

    /** Returns the value that a token is sorted by, as text that sorts in the same order. */
    private String sortKey(TokenMatch match) {
        TokenSummary summary = match.summary();
        return switch (sortField) {
            case NAME -> caseInsensitive(summary.name());
            case CREATION_DATE -> summary.position().sortKey();
            case LAST_USED_DATE -> formatTime(match.lastUsedAt(), FIRST);
            case EXPIRATION_DATE -> formatTime(summary.expiresAt(), LAST);
            case MODIFIED_DATE -> formatTime(summary.modifiedAt(), FIRST);
            case OWNER -> caseInsensitive(summary.origin().owner().spelling());
            case CREATED_BY -> caseInsensitive(summary.origin().createdBy().spelling());
            case PROJECT -> Objects.requireNonNullElse(summary.origin().project(), FIRST);
            case ENABLED -> summary.enabled() ? "1" : "0";
        };
    }

    /** Returns a key that ignores case first and then respects it. No name contains the separator. */
    private static String caseInsensitive(String name) {
        return CaseFolding.fold(name) + '\0' + name;
    }

    private static String formatTime(@Nullable Instant time, String absent) {
        // The last millisecond of the year 9999 has 15 digits.
        return time == null ? absent : String.format(Locale.ROOT, "%015d", time.toEpochMilli());
    }
}
