package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A pepper source in memory, with the check values of its peppers; can be unavailable or reject calls. */
final class FakePepperSource implements PepperSource {

    /** The behaviour of the source. */
    enum Behaviour {
        VALID,
        WRONG_PEPPER,
        REJECTED,
        UNAVAILABLE
    }

    final AtomicInteger derivations = new AtomicInteger();
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    volatile Behaviour behaviour = Behaviour.VALID;

    @Override
    public Pepper derive(int version) {
        derivations.incrementAndGet();
        return switch (behaviour) {
            case VALID -> validPepper(version);
            case WRONG_PEPPER -> new Pepper(version, bytes(version + 100));
            case REJECTED -> throw new PepperRejectedException("The key is disabled", null);
            case UNAVAILABLE -> throw new ServiceUnavailableException("The source is unavailable");
        };
    }

    @Override
    public Derivation begin(int version) {
        begun.incrementAndGet();
        return new Derivation() {
            @Override
            public Pepper await() {
                return derive(version);
            }

            @Override
            public void cancel() {
                cancelled.incrementAndGet();
            }
        };
    }

    Optional<byte[]> checkValue(int version) {
        return Optional.of(validPepper(version).checkValue());
    }

    static Pepper validPepper(int version) {
        return new Pepper(version, bytes(version));
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
