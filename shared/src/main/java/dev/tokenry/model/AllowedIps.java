package dev.tokenry.model;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses from which a token can be used.
 *
 * @param blocks without duplicates; if empty, the token can be used from every address
 */
public record AllowedIps(List<IpBlock> blocks) {

    /** The maximum number of blocks of a token. */
    public static final int MAX_BLOCKS = 20;

    /** Every address, whether or not it is known. */
    public static final AllowedIps EVERY = new AllowedIps(List.of());

    public AllowedIps {
        blocks = List.copyOf(new LinkedHashSet<>(blocks));
        if (blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("At most " + MAX_BLOCKS + " blocks");
        }
        for (IpBlock block : blocks) {
            if (block.isEveryAddress()) {
                throw new IllegalArgumentException("A block contains every address");
            }
        }
    }

    /** Returns whether there are addresses from which the token cannot be used. */
    public boolean isRestricted() {
        return !blocks.isEmpty();
    }

    /**
     * Returns whether the token can be used from an address.
     *
     * @param address the source address of a request; null if it is not known, and then only {@link #EVERY} contains it
     */
    public boolean contain(@Nullable String address) {
        if (!isRestricted()) {
            return true;
        }
        Optional<IpBlock> source = address == null ? Optional.empty() : IpBlock.ofAddress(address);
        return source.isPresent() && containsBlock(source.get());
    }

    /** Returns whether each of these blocks is in a block of the other addresses. */
    public boolean isWithin(AllowedIps other) {
        return !other.isRestricted() || (isRestricted() && blocks.stream().allMatch(other::containsBlock));
    }

    /**
     * Returns the addresses that both contain; empty if there are none, or if they are more than {@link #MAX_BLOCKS}
     * blocks. Two blocks have either no address in common or are one in the other.
     */
    public Optional<AllowedIps> intersect(AllowedIps other) {
        if (isWithin(other)) {
            return Optional.of(this);
        }
        if (other.isWithin(this)) {
            return Optional.of(other);
        }
        List<IpBlock> common = Stream.concat(
                        blocks.stream().filter(other::containsBlock),
                        other.blocks.stream().filter(this::containsBlock))
                .distinct()
                .toList();
        return common.isEmpty() || common.size() > MAX_BLOCKS ? Optional.empty() : Optional.of(new AllowedIps(common));
    }

    /** Returns whether the blocks together contain each IPv4 address, or each IPv6 address. */
    public boolean containEveryAddress() {
        return containWhole(IpBlock.EVERY_IPV4) || containWhole(IpBlock.EVERY_IPV6);
    }

    private boolean containWhole(IpBlock outer) {
        return containsBlock(outer)
                || (blocks.stream().anyMatch(outer::contains)
                        && outer.halves().stream().allMatch(this::containWhole));
    }

    private boolean containsBlock(IpBlock inner) {
        for (IpBlock block : blocks) {
            if (block.contains(inner)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether both have the same blocks, in any order. */
    public boolean sameAs(AllowedIps other) {
        return Set.copyOf(blocks).equals(Set.copyOf(other.blocks));
    }

    /** Returns the blocks in their canonical form. */
    public List<String> format() {
        return blocks.stream().map(IpBlock::toString).toList();
    }

    /** Returns the blocks in binary form, 17 bytes each: the first address and the prefix length. */
    public byte[] toByteArray() {
        ByteBuffer buffer = ByteBuffer.allocate(blocks.size() * IpBlock.BYTES);
        blocks.forEach(block -> block.writeTo(buffer));
        return buffer.array();
    }

    /**
     * Reads the result of {@link #toByteArray}, which is not empty.
     *
     * @throws IllegalArgumentException if the bytes are not those of at least one block
     */
    public static AllowedIps ofBytes(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % IpBlock.BYTES != 0) {
            throw new IllegalArgumentException("Not a list of blocks");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        IpBlock[] blocks = new IpBlock[bytes.length / IpBlock.BYTES];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = IpBlock.readFrom(buffer);
        }
        return new AllowedIps(List.of(blocks));
    }
}
