package dev.tokenry.model;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Which texts are addresses of the Internet: IPv4 in four decimal parts, or IPv6, without a zone or brackets. */
public final class IpAddresses {

    private static final String PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    // The JDK also reads parts that are left out, or written in other bases, as an IPv4 address.
    private static final Pattern IPV4 = Pattern.compile(PART + "(?:\\." + PART + "){3}");

    /** Six groups and an IPv4 address are the longest of them: 45 characters. */
    private static final Pattern IPV6_CANDIDATE = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private IpAddresses() {}

    public static boolean isAddress(String text) {
        return IPV4.matcher(text).matches() || isIpv6(text);
    }

    private static boolean isIpv6(String text) {
        if (!IPV6_CANDIDATE.matcher(text).matches()) {
            return false;
        }
        try {
            // Reads what it is given and asks no name server.
            InetAddress _ = InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
