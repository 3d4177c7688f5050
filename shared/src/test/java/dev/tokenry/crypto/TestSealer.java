package dev.tokenry.crypto;

import dev.tokenry.model.RecordSealer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Seals as the product does, with peppers in memory. */
public final class TestSealer {

    /** A sealer with the pepper of version 1. */
    public static final RecordSealer SEALER = of(1, 1);

    private TestSealer() {}

    /**
     * Returns a sealer with peppers of these versions. The pepper of a version is always the same.
     *
     * @param current the version for new seals
     */
    public static RecordSealer of(int current, Integer... versions) {
        PepperKeys keys = new PepperKeys(
                Arrays.stream(versions)
                        .collect(Collectors.toMap(
                                version -> version, version -> "arn:aws:kms:eu-central-1:111122223333:key/" + version)),
                current);
        return new PepperSealer(new PepperCache(
                TestSealer::pepper,
                keys,
                version -> Optional.of(pepper(version).checkValue()),
                InstantSource.fixed(Instant.EPOCH)));
    }

    private static Pepper pepper(int version) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) version);
        return new Pepper(version, bytes);
    }
}
