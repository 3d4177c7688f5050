package dev.tokenry.backend;

/** A behaviour of AWS that tests need and some emulators lack. */
public enum Capability {
    /** The response of DynamoDB states the capacity that a call consumes on the table and on each index. */
    CONSUMED_CAPACITY,
    /** So does the response of a call for several items. */
    CONSUMED_CAPACITY_OF_BATCHES,
    /**
     * Between the check of a condition and the write there is no other write, and none between those of a transaction.
     */
    ATOMIC_WRITES,
    /** A condition that compares values of different types is false. */
    COMPARISONS_OF_TYPES,
    /** A write is rejected if it gives the key of an index another type. */
    INDEX_KEY_TYPES,
    /** A write leaves one record in the stream, and none if it changes nothing. */
    STREAMS_OF_CHANGES,
    /** KMS rejects calls with a key that is disabled or will be deleted. */
    KEY_STATES,
    /** S3 rejects a presigned request that has expired, or that differs in a signed part or from the checksum. */
    PRESIGNED_URLS
}
