package dev.tokenry.exchange.keys.http;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.IpBlockParser;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells public addresses from those that mean something else in the network of a function, such as its own interfaces,
 * the metadata service and a VPC. Based on the registries of special-purpose addresses (RFC 6890).
 */
final class PublicAddresses {

    /** Everything else of IPv6, such as mapped, NAT64, local and multicast addresses, is not public. */
    private static final IpBlock GLOBAL_UNICAST = block("2000::/3");

    private static final List<IpBlock> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Teredo and other protocols, documentation, and 6to4, which contains an IPv4 address
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(PublicAddresses::block)
            .toList();

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        IpBlock block = IpBlock.ofAddress(address);
        return (block.isIpv4() || GLOBAL_UNICAST.contains(block))
                && SPECIAL.stream().noneMatch(special -> special.contains(block));
    }

    private static IpBlock block(String text) {
        try {
            return IpBlockParser.parse(text);
        } catch (InvalidValueException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
