package dev.tokenry.functions.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the known name that a misspelt one resembles, for the hint in an error message. */
public final class SimilarName {

    /** Names that other services and libraries use for fields of tokens, in the form of {@link #normalize}. */
    private static final Map<String, List<String>> SYNONYMS = Map.of(
            "expirationDate",
            List.of(
                    "exp",
                    "expire",
                    "expires",
                    "expiresat",
                    "expiresin",
                    "expireson",
                    "expiry",
                    "expirydate",
                    "expiration",
                    "expirationtime",
                    "lifetime",
                    "maxage",
                    "notafter",
                    "ttl",
                    "validto",
                    "validuntil"),
            "allowedIps",
            List.of(
                    "addresses",
                    "allowedaddresses",
                    "allowedcidrs",
                    "allowedipaddresses",
                    "allowlist",
                    "cidrs",
                    "ip",
                    "ipaddresses",
                    "ipallowlist",
                    "ipranges",
                    "iprestrictions",
                    "ips",
                    "ipwhitelist",
                    "sourceips"),
            "scopes",
            List.of("abilities", "grants", "permission", "permissions", "privileges", "rights", "roles"));

    /** A longer name is not a misspelt one. */
    private static final int MAX_LENGTH = 40;

    private SimilarName() {}

    /** Returns the most similar of the known names; empty if none is similar. */
    public static Optional<String> find(String name, Collection<String> knownNames) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String normalized = normalize(name);
        return knownNames.stream()
                .filter(known -> distance(normalized, known) <= Math.max(1, normalized.length() / 3))
                .min(Comparator.comparing(known -> distance(normalized, known)));
    }

    private static int distance(String normalized, String known) {
        return SYNONYMS.getOrDefault(known, List.of()).contains(normalized)
                ? 0
                : editDistance(normalized, normalize(known));
    }

    /** Returns the letters and digits in lower case, so that {@code expiration_date} equals {@code expirationDate}. */
    private static String normalize(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Returns how many characters must be inserted, removed, replaced or swapped with their neighbour. */
    private static int editDistance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : nextDistance(distances, a, b, i, j);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int nextDistance(int[][] distances, String a, String b, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int changed = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean isSwapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwapped ? Math.min(changed, distances[i - 2][j - 2] + 1) : changed;
    }
}
