package dev.tokenry.authorizer;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * A secure random generator that is created when it is used. Most cold starts of the authorizer need none, and a
 * snapshot contains none.
 */
final class LazyRandom implements RandomGenerator {

    @Override
    public long nextLong() {
        return Created.RANDOM.nextLong();
    }

    private static final class Created {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
