package dev.tokenry.model;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes IP addresses in text form: IPv4 as four decimal numbers, and IPv6 (RFC 4291 §2.2) without a zone or
 * brackets.
 */
public final class IpAddresses {

    private static final String PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    // Stricter than the JDK, which also accepts IPv4 addresses with omitted, octal or hexadecimal parts.
    private static final Pattern IPV4 = Pattern.compile(PART + "(?:\\." + PART + "){3}");

    /** The longest form, six groups and an IPv4 address, has 45 characters. */
    private static final Pattern IPV6_CANDIDATE = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private IpAddresses() {}

    /** Returns whether the text is an IPv4 or IPv6 address. Never resolves a host name. */
    public static boolean isAddress(String text) {
        return parse(text).isPresent();
    }

    /** Parses an IPv4 or IPv6 address; empty if the text is none. Never resolves a host name. */
    static Optional<InetAddress> parse(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6_CANDIDATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Only parses the literal; other InetAddress methods may query a name server.
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
