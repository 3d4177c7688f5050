package dev.tokenry.model;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the addresses and CIDR blocks of requests. */
public final class IpBlockParser {

    /** What is wrong with a block of every address, and with blocks that together contain every address. */
    public static final String EVERY_ADDRESS =
            "allows every address; name those from which the token is used, or omit allowedIps if it is not required";

    private static final Pattern BLOCK = Pattern.compile("(?<address>[^/]+)/(?<length>0|[1-9][0-9]{0,2})");
    private static final String RULE = "must be an IP address or a CIDR block, such as 192.0.2.0/24";
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private IpBlockParser() {}

    /**
     * Parses an address or a block.
     *
     * @throws InvalidValueException if the text is neither, if bits after the prefix are set, or if it stands for every
     *     address
     */
    public static IpBlock parse(String text) throws InvalidValueException {
        Optional<IpBlock> address = IpBlock.ofAddress(text);
        IpBlock block = address.isPresent() ? address.get() : parseBlock(text);
        if (block.isEveryAddress()) {
            throw new InvalidValueException(ViolationReason.ALL_ADDRESSES, EVERY_ADDRESS);
        }
        return block;
    }

    private static IpBlock parseBlock(String text) throws InvalidValueException {
        Matcher matcher = BLOCK.matcher(text);
        Optional<InetAddress> address =
                matcher.matches() ? IpAddresses.parse(matcher.group("address")) : Optional.empty();
        if (address.isEmpty()) {
            throw new InvalidValueException(ViolationReason.INVALID_ADDRESS, RULE);
        }
        // The length of a mapped address counts all 128 bits.
        int bits = matcher.group("address").contains(":") ? IPV6_BITS : IPV4_BITS;
        int length = Integer.parseInt(matcher.group("length"));
        if (length > bits) {
            throw new InvalidValueException(ViolationReason.INVALID_ADDRESS, RULE);
        }
        IpBlock first = IpBlock.ofAddress(address.get());
        IpBlock block = first.withPrefixLength(length + IPV6_BITS - bits);
        if (block.high() != first.high() || block.low() != first.low()) {
            throw new InvalidValueException(
                    ViolationReason.INVALID_ADDRESS,
                    "must not have bits set after the prefix; did you mean " + meant(first, block, length) + "?");
        }
        return block;
    }

    /**
     * Returns the block that is meant. A mapped address with the length of an IPv4 block means that block, and no IPv6
     * one.
     */
    private static IpBlock meant(IpBlock first, IpBlock block, int length) {
        return first.isIpv4() && !block.isIpv4()
                ? first.withPrefixLength(IPV6_BITS - IPV4_BITS + Math.min(length, IPV4_BITS))
                : block;
    }
}
