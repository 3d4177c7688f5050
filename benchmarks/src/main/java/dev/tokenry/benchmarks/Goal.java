package dev.tokenry.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/** What the authorizer must reach. Each is a maximum: of a ratio, or of a count that does not depend on the machine. */
enum Goal {
    COLD_AOT("C1", "cold start ÷ floor; class path, AOT cache; two CPUs", 2.0, 1.7),
    COLD_AOT_ONE_CPU("C1", "the same on one CPU", 2.4, 2.0),
    COLD_AOT_CPU_TIME("C2", "CPU time of a cold start ÷ floor; class path, AOT cache", 2.2, 1.8),
    COLD_ZIP("C3", "cold start ÷ floor; zip, no cache; two CPUs", 2.5, 2.1),
    COLD_ZIP_ONE_CPU("C3", "the same on one CPU", 2.8, 2.4),
    SDK_DEFAULT("C4", "cold start ÷ the same work on the default clients of the SDK; zip", 0.30, 0.25),
    QUARKUS("C5", "cold start ÷ the same work on Quarkus; class path", 0.20, 0.15),
    QUARKUS_AOT("C5", "the same with AOT caches", 0.28, 0.22),
    CLASSES("C7", "classes loaded until the first response; zip", 1700, 1500),
    ZIP_SIZE("C7", "size of the zip in MB", 6),
    MEMORY("C8", "resident memory ÷ floor; class path, AOT cache", 1.5, 1.35),
    WARM("W1", "warm authorization ÷ a bare GetItem on aws-crt, p50", 1.10, 1.05),
    WARM_URL_CONNECTION("W2", "warm authorization ÷ the same work on the SDK with url-connection, p50", 0.15, 0.10),
    CPU_TIME("W3", "CPU time of an authorization without I/O in µs; C1 compiler", 6, 4),
    TAIL("W4", "warm authorization, p99 ÷ p50", 2, 1.5),
    CALLS("D1", "DynamoDB calls of an authorization", 1),
    READ_UNITS("D1", "read units of an authorization by a user's token", 2),
    WRITES("D1", "write units of an authorization while the last use is recent", 0),
    FIRST_CALLS("D1", "DynamoDB calls of the first authorization by a token, with those for the pepper", 3),
    MISTYPED("D2", "AWS calls for all tokens with one wrong character", 0),
    CREATE("D3", "write units of the table for create with ten scopes", 1),
    DISABLE("D3", "write units of the table for disable", 1),
    REGENERATE("D3", "write units of the table for regenerate", 1),
    KMS("D4", "GenerateMac calls of an environment in 1,000 authorizations", 1),
    STALE_CACHE("S1", "starts of the image although a jar has changed since its AOT cache was made", 0);

    /** The decision about a value that does not meet its goal. */
    static final String MISSED = "**no**";

    final String id;
    final String what;
    private final double reach;
    private final OptionalDouble moonshot;

    Goal(String id, String what, double reach, double moonshot) {
        this(id, what, reach, OptionalDouble.of(moonshot));
    }

    Goal(String id, String what, double reach) {
        this(id, what, reach, OptionalDouble.empty());
    }

    Goal(String id, String what, double reach, OptionalDouble moonshot) {
        this.id = id;
        this.what = what;
        this.reach = reach;
        this.moonshot = moonshot;
    }

    String goalText() {
        return maximum(reach);
    }

    String moonshotText() {
        return moonshot.isPresent() ? maximum(moonshot.getAsDouble()) : "–";
    }

    private static String maximum(double value) {
        return value == 0 ? "0" : "≤ " + number(value);
    }

    boolean isMetBy(double value) {
        return value <= reach;
    }

    /** Returns in a word what a value has reached. */
    String decision(double value) {
        if (!isMetBy(value)) {
            return MISSED;
        }
        return moonshot.isPresent() && value <= moonshot.getAsDouble() ? "yes, moonshot" : "yes";
    }

    /** Returns a number with the digits that mean something. */
    static String number(double value) {
        String format = value == Math.rint(value) && value < 1e9 ? "%,.0f" : value < 10 ? "%,.2f" : "%,.1f";
        return String.format(Locale.ROOT, format, value);
    }
}
