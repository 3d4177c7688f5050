package dev.tokenry.model;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses (CIDR, RFC 4632 and RFC 4291 §2.3), or a single address. An IPv4-mapped IPv6 address (RFC
 * 4291 §2.5.5.2) is the IPv4 address, and no IPv6 block contains IPv4 addresses.
 *
 * @param high the first 64 bits of the first address, which for IPv4 is in its mapped form
 * @param low the last 64 bits of the first address
 * @param prefixLength the number of leading bits that the addresses have in common, 0 to 128; for IPv4, 96 to 128
 */
public record IpBlock(long high, long low, int prefixLength) {

    /** The number of bytes of {@link #writeTo}. */
    static final int BYTES = 17;

    private static final int ADDRESS_BITS = 128;
    private static final int MAPPED_PREFIX_LENGTH = 96;
    private static final long MAPPED_PREFIX = 0xffffL;

    static final IpBlock EVERY_IPV4 = new IpBlock(0, MAPPED_PREFIX << 32, MAPPED_PREFIX_LENGTH);
    static final IpBlock EVERY_IPV6 = new IpBlock(0, 0, 0);

    /** @throws IllegalArgumentException if the prefix length is out of range, or if bits after the prefix are set */
    public IpBlock {
        if (prefixLength < 0 || prefixLength > ADDRESS_BITS) {
            throw new IllegalArgumentException("A prefix has 0 to 128 bits");
        }
        if ((high & ~highMask(prefixLength)) != 0 || (low & ~lowMask(prefixLength)) != 0) {
            throw new IllegalArgumentException("Bits after the prefix are set");
        }
    }

    /** Returns the block that contains this address alone; empty if the text is not an address. */
    public static Optional<IpBlock> ofAddress(String text) {
        Optional<InetAddress> address = IpAddresses.parse(text);
        return address.isEmpty() ? Optional.empty() : Optional.of(ofAddress(address.get()));
    }

    /** Returns the block that contains this address alone. */
    public static IpBlock ofAddress(InetAddress address) {
        byte[] bytes = address.getAddress();
        // The JDK returns a mapped address as IPv4.
        if (bytes.length == Integer.BYTES) {
            return new IpBlock(
                    0,
                    MAPPED_PREFIX << 32
                            | Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt()),
                    ADDRESS_BITS);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new IpBlock(buffer.getLong(), buffer.getLong(), ADDRESS_BITS);
    }

    /** Returns the block of this length that contains the first address of this one. */
    IpBlock withPrefixLength(int length) {
        return new IpBlock(high & highMask(length), low & lowMask(length), length);
    }

    /** Returns whether the addresses are IPv4 addresses. */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED_PREFIX && prefixLength >= MAPPED_PREFIX_LENGTH;
    }

    /** Returns the two blocks into which the next bit divides this one, which is not a single address. */
    List<IpBlock> halves() {
        int length = prefixLength + 1;
        long highBit = highMask(length) ^ highMask(prefixLength);
        long lowBit = lowMask(length) ^ lowMask(prefixLength);
        return List.of(new IpBlock(high, low, length), new IpBlock(high | highBit, low | lowBit, length));
    }

    /** Returns whether each IPv4 address, or each IPv6 address, is in the block. */
    public boolean isEveryAddress() {
        return prefixLength == 0 || (isIpv4() && prefixLength == MAPPED_PREFIX_LENGTH);
    }

    /** Returns whether each address of the other block is in this one. */
    public boolean contains(IpBlock other) {
        return isIpv4() == other.isIpv4()
                && prefixLength <= other.prefixLength
                && (other.high & highMask(prefixLength)) == high
                && (other.low & lowMask(prefixLength)) == low;
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putLong(high).putLong(low).put((byte) prefixLength);
    }

    /** @throws IllegalArgumentException if the bytes are not those of a block */
    static IpBlock readFrom(ByteBuffer buffer) {
        return new IpBlock(buffer.getLong(), buffer.getLong(), Byte.toUnsignedInt(buffer.get()));
    }

    // Not those of a record, which need method handles.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpBlock block
                && high == block.high
                && low == block.low
                && prefixLength == block.prefixLength;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high ^ low) + prefixLength;
    }

    /** Returns the block in its canonical form (RFC 5952 §4): a single address without a prefix length. */
    @Override
    public String toString() {
        boolean isAddress = prefixLength == ADDRESS_BITS;
        if (isIpv4()) {
            String address = IntStream.of(24, 16, 8, 0)
                    .mapToObj(shift -> Long.toString(low >>> shift & 0xff))
                    .collect(Collectors.joining("."));
            return isAddress ? address : address + "/" + (prefixLength - MAPPED_PREFIX_LENGTH);
        }
        String address = Ipv6Text.of(high, low);
        return isAddress ? address : address + "/" + prefixLength;
    }

    private static long highMask(int prefixLength) {
        return mask(Math.min(prefixLength, Long.SIZE));
    }

    private static long lowMask(int prefixLength) {
        return mask(Math.max(prefixLength - Long.SIZE, 0));
    }

    private static long mask(int bits) {
        // A shift by 64 shifts by none.
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }
}
