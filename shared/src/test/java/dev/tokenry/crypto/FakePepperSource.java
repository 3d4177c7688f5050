package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A pepper source in memory that can be away or refuse, with the check values that its peppers answer. */
final class FakePepperSource implements PepperSource {

    /** How a source answers. */
    enum Behaviour {
        VALID,
        WRONG_PEPPER,
        REJECTED,
        UNAVAILABLE
    }

    final AtomicInteger derivations = new AtomicInteger();
    volatile Behaviour behaviour = Behaviour.VALID;

    @Override
    public Pepper derive(int version) {
        derivations.incrementAndGet();
        return switch (behaviour) {
            case VALID -> validPepper(version);
            case WRONG_PEPPER -> new Pepper(version, bytes(version + 100));
            case REJECTED -> throw new PepperRejectedException("The key is disabled", null);
            case UNAVAILABLE -> throw new ServiceUnavailableException("The source is away");
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
