package dev.tokenry.model;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an environment. They apply to what creates a token or strengthens one; tokens that exist are not
 * changed.
 *
 * @param maxTokenLifetime the maximum time from a change to the expiration; null if there is no maximum
 * @param defaultTokenLifetime the time to the expiration of a token that is created without one, at most the maximum;
 *     null for no expiration
 * @param requireExpiration whether each token must have an expiration
 * @param maxTokensPerOwner the maximum number of live tokens of an owner; null if there is no maximum
 * @param requireAllowedIps whether each token must be restricted to addresses
 * @param autoDisableUnusedAfter the time after which an unused token is disabled; null for never
 */
public record Limits(
        @Nullable Duration maxTokenLifetime,
        @Nullable Duration defaultTokenLifetime,
        boolean requireExpiration,
        @Nullable Integer maxTokensPerOwner,
        boolean requireAllowedIps,
        @Nullable Duration autoDisableUnusedAfter) {

    /** No limits. */
    public static final Limits NONE = new Limits(null, null, false, null, false, null);

    /** The maximum of each limit in days; the template has it too. */
    private static final int MAX_DAYS = 3_650;

    /**
     * The maximum of {@code maxTokensPerOwner}: so many tokens are counted for each creation; the template has it too.
     */
    private static final int MAX_TOKENS = 1_000;

    private static final Set<String> NAMES = Set.of(
            "maxTokenLifetime",
            "defaultTokenLifetime",
            "requireExpiration",
            "maxTokensPerOwner",
            "requireAllowedIps",
            "autoDisableUnusedAfter");

    /** @throws IllegalArgumentException if the default lifetime is longer than the maximum */
    public Limits {
        if (maxTokenLifetime != null
                && defaultTokenLifetime != null
                && defaultTokenLifetime.compareTo(maxTokenLifetime) > 0) {
            throw new IllegalArgumentException(
                    "DefaultTokenLifetime (%d days) must not be longer than MaxTokenLifetime (%d days)"
                            .formatted(defaultTokenLifetime.toDays(), maxTokenLifetime.toDays()));
        }
    }

    /**
     * Parses the limits as the template writes them: {@code maxTokenLifetime=90 defaultTokenLifetime= …}, with each of
     * the names of this record once. Lifetimes are in days.
     *
     * @throws IllegalArgumentException if a limit is missing or invalid, because without it tokens would not be
     *     limited, or if limits contradict each other, because any choice between them could be the wrong one. A
     *     deployment parses them before it gives them to functions, so no request fails unless a function was changed
     *     outside the stack.
     */
    public static Limits parse(String text) {
        List<String[]> limits = Stream.of(text.strip().split("\\s+"))
                .map(limit -> limit.split("=", 2))
                .filter(limit -> limit.length == 2)
                .toList();
        Map<String, String> values =
                limits.stream().collect(Collectors.toMap(limit -> limit[0], limit -> limit[1], (first, _) -> first));
        if (limits.size() != NAMES.size() || !values.keySet().equals(NAMES)) {
            throw new IllegalArgumentException("The limits must be " + NAMES + ": " + text);
        }
        return new Limits(
                days(values, "maxTokenLifetime"),
                days(values, "defaultTokenLifetime"),
                bool(values, "requireExpiration"),
                number(values, "maxTokensPerOwner", MAX_TOKENS),
                bool(values, "requireAllowedIps"),
                days(values, "autoDisableUnusedAfter"));
    }

    private static @Nullable Duration days(Map<String, String> values, String name) {
        Integer days = number(values, name, MAX_DAYS);
        return days == null ? null : Duration.ofDays(days);
    }

    private static @Nullable Integer number(Map<String, String> values, String name, int max) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            return null;
        }
        if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > max) {
            throw new IllegalArgumentException(
                    name + " must be empty or a whole number from 1 to " + max + ": " + value);
        }
        return Integer.valueOf(value);
    }

    private static boolean bool(Map<String, String> values, String name) {
        return switch (values.getOrDefault(name, "")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false");
        };
    }

    /** Returns the latest expiration of a token that is created or strengthened now; null if there is none. */
    public @Nullable Instant latestExpiration(Instant now) {
        return maxTokenLifetime == null ? null : now.plus(maxTokenLifetime);
    }

    /** Returns the expiration of a token that is created now without one; null for never. */
    public @Nullable Instant defaultExpiration(Instant now) {
        return defaultTokenLifetime == null ? null : now.plus(defaultTokenLifetime);
    }

    /** Returns the limits that do not permit creating this token now, in the order of the constants. */
    public List<Limit> violatedBy(@Nullable Instant expiresAt, boolean restrictedToAddresses, Instant now) {
        Set<Limit> violated = EnumSet.noneOf(Limit.class);
        Instant latest = latestExpiration(now);
        if (latest != null && (expiresAt == null || expiresAt.isAfter(latest))) {
            violated.add(Limit.MAX_TOKEN_LIFETIME);
        }
        if (requireExpiration && expiresAt == null) {
            violated.add(Limit.REQUIRE_EXPIRATION);
        }
        if (requireAllowedIps && !restrictedToAddresses) {
            violated.add(Limit.REQUIRE_ALLOWED_IPS);
        }
        return List.copyOf(violated);
    }

    /** Returns the limits that do not permit creating a token with these settings now. */
    public List<Limit> violatedBy(TokenSettings settings, Instant now) {
        return violatedBy(settings.expiresAt(), settings.allowedIps().isRestricted(), now);
    }

    /**
     * Returns the settings with an expiration that is not later than the latest one, for a token that rotates itself.
     */
    public TokenSettings shortenLifetime(TokenSettings settings, Instant now) {
        return violatedBy(settings, now).contains(Limit.MAX_TOKEN_LIFETIME)
                ? settings.withExpiresAt(latestExpiration(now)).withModifiedAt(now)
                : settings;
    }
}
