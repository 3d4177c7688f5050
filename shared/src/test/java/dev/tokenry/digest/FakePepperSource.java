package dev.tokenry.digest;

import dev.tokenry.token.Unavailable;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A pepper source in memory that can be away or refuse, with the check values that its peppers answer. */
final class FakePepperSource implements PepperSource {

    /** How a source answers. */
    enum Mood {
        ANSWERS,
        ANSWERS_WRONGLY,
        REFUSES,
        IS_AWAY
    }

    final AtomicInteger derivations = new AtomicInteger();
    volatile Mood mood = Mood.ANSWERS;

    @Override
    public Pepper derive(int version) {
        derivations.incrementAndGet();
        return switch (mood) {
            case ANSWERS -> rightPepper(version);
            case ANSWERS_WRONGLY -> new Pepper(version, bytes(version + 100));
            case REFUSES -> throw new PepperRefused("The key is disabled", null);
            case IS_AWAY -> throw new Unavailable("The source is away");
        };
    }

    Optional<byte[]> checkValue(int version) {
        return Optional.of(rightPepper(version).checkValue());
    }

    static Pepper rightPepper(int version) {
        return new Pepper(version, bytes(version));
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
