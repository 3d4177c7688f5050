package dev.tokenry.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which day each scope of a token last let a request through. It informs and authorizes nothing.
 *
 * @param since from when on all uses are recorded; null if that is not known, as of a record of an earlier release
 * @param days the last day of each scope that was used, in UTC
 */
public record ScopeUse(@Nullable Instant since, Map<Scope, LocalDate> days) {

    public static final ScopeUse UNKNOWN = new ScopeUse(null, Map.of());

    /**
     * The number of scopes up to which the record of a token contains their use. The use of more is kept in an item of
     * its own, so that the record, and with it the cost of each write to it, does not grow with them.
     */
    private static final int MAX_IN_RECORD = 20;

    /**
     * Scopes that functions also check themselves, after a route has let the request through: that of administrators,
     * the one that reads another token by its id, and the one that reads projects, which a token that is bound to one
     * does not need. A use of these does not show at the route, so that they are never reported as unused.
     */
    private static final Set<Scope> CHECKED_BY_FUNCTIONS =
            Set.of(Scope.MANAGE_ALL_TOKENS, Scope.READ_TOKENS, Scope.READ_PROJECTS);

    public ScopeUse {
        days = Map.copyOf(days);
    }

    /** Returns the day of a time. */
    public static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** Returns whether the use of these scopes is kept outside of the record of the token that has them. */
    public static boolean isKeptApart(Scopes scopes) {
        return scopes.values().size() > MAX_IN_RECORD;
    }

    /**
     * Returns the scopes that a token has had since {@code start} and has not used since then. None if that is not
     * known, because the token, its last modification or the record of its uses is younger.
     *
     * @param unchangedSince when the token was created or last modified
     * @param lastUse the last use with all that is known of scopes; null if the token was never used
     */
    public static Scopes unusedSince(Instant start, Scopes scopes, Instant unchangedSince, @Nullable LastUse lastUse) {
        if (unchangedSince.isAfter(start)) {
            return Scopes.NONE;
        }
        Instant recordedStart = start.minus(LastUse.PRECISION);
        if (lastUse == null || lastUse.at().isBefore(recordedStart)) {
            return scopes.minus(new Scopes(List.copyOf(CHECKED_BY_FUNCTIONS)));
        }
        return lastUse.scopeUse().unusedSince(start, dayOf(recordedStart), scopes);
    }

    private Scopes unusedSince(Instant start, LocalDate firstDay, Scopes scopes) {
        return since == null || since.isAfter(start)
                ? Scopes.NONE
                : new Scopes(scopes.values().stream()
                        .filter(scope -> !CHECKED_BY_FUNCTIONS.contains(scope))
                        .filter(scope -> isUnusedSince(firstDay, scope))
                        .toList());
    }

    private boolean isUnusedSince(LocalDate day, Scope scope) {
        LocalDate lastDay = days.get(scope);
        return lastDay == null || lastDay.isBefore(day);
    }
}
