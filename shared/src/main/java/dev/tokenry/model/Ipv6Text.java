package dev.tokenry.model;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The canonical form of IPv6 addresses (RFC 5952 §4). The authorizer, which compares addresses only, does not load it.
 */
final class Ipv6Text {

    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final Pattern ZERO_RUN = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

    private Ipv6Text() {}

    /**
     * Returns the groups without leading zeros, the first of the longest runs of two or more zero groups as "::".
     *
     * @param high the first 64 bits
     * @param low the last 64 bits
     */
    static String of(long high, long low) {
        String groups = IntStream.range(0, GROUPS)
                .mapToObj(i -> Long.toHexString(
                        (i < GROUPS / 2 ? high : low) >>> (Long.SIZE - GROUP_BITS - i % 4 * GROUP_BITS) & 0xffff))
                .collect(Collectors.joining(":"));
        return ZERO_RUN.matcher(groups)
                .results()
                .reduce((first, next) -> next.group().length() > first.group().length() ? next : first)
                .map(run -> groups.substring(0, run.start()) + "::" + groups.substring(run.end()))
                .orElse(groups);
    }
}
