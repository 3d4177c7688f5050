package dev.tokenry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a million changes cost in the audit trail. All prices and assumptions are here: the list prices of November 2026 of
 * one Region without the free tier, for a function on Arm and a table on demand.
 *
 * @param events the write units of each kind of event
 */
record AuditCosts(List<Results.Units> events) {

    private static final double MILLION = 1e6;
    private static final double DYNAMODB_WRITE = 0.625 / MILLION;
    private static final double PUT_EVENT = 1.00 / MILLION;
    private static final double LAMBDA_REQUEST = 0.20 / MILLION;
    private static final double LAMBDA_GIGABYTE_SECOND = 0.0000133334;
    private static final double LOGS_GIGABYTE = 0.50;

    private static final int MEMORY_MEGABYTES = 1769;

    /** The billed duration for one event: a write, and a tenth of a call of PutEvents. */
    private static final int BILLED_MILLIS = 10;

    private static final double LOG_KILOBYTES = 1;

    static String assumptions() {
        return String.format(
                Locale.ROOT,
                "Dollars per million changes: list prices of %s as of November 2026, without free tier; the average of the"
                        + " events above; %d ms billed for a change, at most one invocation for each, because changes are"
                        + " apart. Reads of the stream by Lambda are free.",
                Costs.REGION,
                BILLED_MILLIS);
    }

    /** Returns a row for each part and one for the sum. */
    List<List<String>> rows() {
        double units = events.stream()
                .mapToDouble(event -> event.table() + event.indexes())
                .average()
                .orElse(0);
        double gigabyteSeconds = MILLION * BILLED_MILLIS / 1e3 * MEMORY_MEGABYTES / 1024;
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("Table `AuditTable`, writes", units * MILLION, "units × $0.625 per million", DYNAMODB_WRITE));
        rows.add(row("EventBridge, PutEvents", MILLION, "events × $1.00 per million", PUT_EVENT));
        rows.add(row("Lambda, requests", MILLION, "× $0.20 per million", LAMBDA_REQUEST));
        rows.add(row("Lambda, duration", gigabyteSeconds, "GB-seconds × $0.0000133334", LAMBDA_GIGABYTE_SECOND));
        rows.add(row("CloudWatch Logs", LOG_KILOBYTES * MILLION / 1e6, "GB × $0.50", LOGS_GIGABYTE));
        double sum = units * MILLION * DYNAMODB_WRITE
                + MILLION * PUT_EVENT
                + MILLION * LAMBDA_REQUEST
                + gigabyteSeconds * LAMBDA_GIGABYTE_SECOND
                + LOG_KILOBYTES * LOGS_GIGABYTE;
        rows.add(List.of("total", "", dollars(sum)));
        return rows;
    }

    private static List<String> row(String name, double quantity, String arithmetic, double price) {
        return List.of(name, Goal.number(quantity) + " " + arithmetic, dollars(quantity * price));
    }

    private static String dollars(double value) {
        return String.format(Locale.ROOT, "$%.2f", value);
    }
}
