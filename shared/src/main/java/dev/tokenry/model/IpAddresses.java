package dev.tokenry.model;

import dev.tokenry.text.AsciiSet;
import dev.tokenry.text.Text;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Recognizes IP addresses in text form: IPv4 as four decimal numbers, and IPv6 (RFC 4291 §2.2) without a zone or
 * brackets.
 */
public final class IpAddresses {

    private static final int IPV4_PARTS = 4;
    private static final int MAX_PART = 255;
    private static final int MAX_PART_LENGTH = 3;

    /** The longest form of IPv6, six groups and an IPv4 address, has 45 characters. */
    private static final int MAX_IPV6_LENGTH = 45;

    private static final AsciiSet IPV6_CHARACTERS = AsciiSet.of("0-9A-Fa-f:.");

    private IpAddresses() {}

    /** Returns whether the text is an IPv4 or IPv6 address. Never resolves a host name. */
    public static boolean isAddress(String text) {
        return parse(text).isPresent();
    }

    /** Parses an IPv4 or IPv6 address; empty if the text is none. Never resolves a host name. */
    static Optional<InetAddress> parse(String text) {
        if (!isIpv4(text) && !mayBeIpv6(text)) {
            return Optional.empty();
        }
        try {
            // Only parses the literal; other InetAddress methods may query a name server.
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Stricter than the JDK, which also accepts omitted, octal or hexadecimal parts. */
    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != IPV4_PARTS) {
            return false;
        }
        for (String part : parts) {
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            if (!Text.isDigits(part, MAX_PART_LENGTH) || leadingZero || Integer.parseInt(part) > MAX_PART) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeIpv6(String text) {
        return text.length() <= MAX_IPV6_LENGTH && text.contains(":") && IPV6_CHARACTERS.containsAll(text);
    }
}
