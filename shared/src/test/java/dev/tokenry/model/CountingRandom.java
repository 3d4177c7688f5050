package dev.tokenry.model;

import java.util.random.RandomGenerator;

/** A source of numbers, not random at all, that tells how often it was asked. */
final class CountingRandom implements RandomGenerator {

    int calls;

    @Override
    public long nextLong() {
        return ++calls * 0x9e3779b97f4a7c15L;
    }
}
