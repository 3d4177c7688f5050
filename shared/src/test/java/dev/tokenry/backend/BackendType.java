package dev.tokenry.backend;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The known backends, with what was observed on each instead of a {@link Capability}. */
enum BackendType {
    EMBEDDED("", Map.of()),
    // Before LocalStack, whose health page it has, too.
    MINISTACK(
            "/_ministack/health",
            Map.of(
                    Capability.CONSUMED_CAPACITY_OF_BATCHES,
                    "BatchGetItem and TransactWriteItems state a total, and not the part of the table")),
    MOTO(
            "/moto-api/data.json",
            Map.of(
                    Capability.CONSUMED_CAPACITY,
                    "the units are constants: 1 of a put or a deletion, 0.5 of a read or an update, and none of an index",
                    Capability.CONSUMED_CAPACITY_OF_BATCHES,
                    "BatchGetItem states the number of keys, and TransactWriteItems nothing",
                    Capability.ATOMIC_WRITES,
                    "of concurrent writes with the same condition, several succeed",
                    Capability.COMPARISONS_OF_TYPES,
                    "a condition that compares a string with a number is an internal error",
                    Capability.INDEX_KEY_TYPES,
                    "an update may set the key of an index to a number",
                    Capability.STREAMS_OF_CHANGES,
                    "an update that changes nothing leaves a record, and one that inserts an item leaves two",
                    Capability.KEY_STATES,
                    "GenerateMac ignores the state of the key",
                    Capability.PRESIGNED_URLS,
                    "signature, expiration and checksum are ignored")),
    // Not run yet: nothing is known to differ.
    LOCALSTACK("/_localstack/health", Map.of()),
    /** Anything else is assumed to behave as AWS. */
    UNKNOWN("", Map.of());

    private final String healthPath;
    private final Map<Capability, String> differences;

    BackendType(String healthPath, Map<Capability, String> differences) {
        this.healthPath = healthPath;
        this.differences = differences;
    }

    /** @param exists tests whether the endpoint has a page at a path */
    static BackendType detect(Predicate<String> exists) {
        return Stream.of(values())
                .filter(type -> !type.healthPath.isEmpty() && exists.test(type.healthPath))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Returns the observed behaviour by missing capability. */
    Map<Capability, String> differences() {
        return differences;
    }
}
