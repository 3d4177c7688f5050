package dev.tokenry.model;

import java.util.random.RandomGenerator;

/** A deterministic random generator that counts its calls. */
final class CountingRandom implements RandomGenerator {

    int calls;

    @Override
    public long nextLong() {
        return ++calls * 0x9e3779b97f4a7c15L;
    }
}
