package dev.tokenry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a million authorizations cost. All prices and assumptions are here: the list prices of one Region without the free
 * tier, for functions on Arm and a table on demand.
 *
 * @param memoryMegabytes the memory of the authorizer
 * @param reads the read units of an authorization by a token that is known
 * @param writes the write units of recording the last use
 */
record Costs(int memoryMegabytes, double reads, double writes) {

    static final String REGION = "us-east-1";

    private static final double MILLION = 1e6;
    private static final double LAMBDA_REQUEST = 0.20 / MILLION;
    private static final double LAMBDA_GIGABYTE_SECOND = 0.0000133334;
    private static final double DYNAMODB_READ = 0.125 / MILLION;
    private static final double DYNAMODB_WRITE = 0.625 / MILLION;
    private static final double KMS_REQUEST = 0.03 / 10_000;
    private static final double LOGS_GIGABYTE = 0.50;

    /** The billed duration of a warm invocation, most of it the time of DynamoDB and the network. */
    private static final int BILLED_MILLIS = 10;

    /** The line of the authorizer and those of Lambda itself. */
    private static final double LOG_KILOBYTES = 1;

    private static final int AUTHORIZATIONS_PER_SECOND = 10_000;
    private static final int TOKENS_IN_USE = 100_000;
    private static final int LAST_USE_SECONDS = 300;
    private static final int PEPPER_REQUESTS_PER_HOUR = 4;

    /** A part of the costs: a quantity for a million authorizations, and its price. */
    private record Item(String name, String arithmetic, double quantity, double price) {

        double dollars() {
            return quantity * price;
        }
    }

    static String assumptions() {
        return String.format(
                Locale.ROOT,
                "Dollars per million authorizations: list prices of %s without free tier, functions on Arm, a table on"
                        + " demand; %,d authorizations a second over %,d tokens, so that a token is used %d times in the"
                        + " five minutes in which its last use is written once; %d ms billed for an authorization, so that"
                        + " %d environments are busy. *Cached*: API Gateway keeps each result for five minutes"
                        + " (`AuthorizerResultTtl`), and %d requests cause one authorization. The requests to API Gateway"
                        + " itself are not part of it.",
                REGION,
                AUTHORIZATIONS_PER_SECOND,
                TOKENS_IN_USE,
                usesOfToken(),
                BILLED_MILLIS,
                environments(),
                usesOfToken());
    }

    /** Returns a row for each part and one for the sum. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        double uncached = 0;
        double cached = 0;
        for (Item item : items()) {
            // The last use is written once in five minutes either way.
            double share = item.price() == DYNAMODB_WRITE ? 1 : 1.0 / usesOfToken();
            rows.add(List.of(item.name(), item.arithmetic(), dollars(item.dollars()), dollars(item.dollars() * share)));
            uncached += item.dollars();
            cached += item.dollars() * share;
        }
        rows.add(List.of("total", "", dollars(uncached), dollars(cached)));
        return rows;
    }

    private List<Item> items() {
        double gigabyteSeconds = MILLION * BILLED_MILLIS / 1e3 * memoryMegabytes / 1024;
        double kms = MILLION * environments() * PEPPER_REQUESTS_PER_HOUR / (AUTHORIZATIONS_PER_SECOND * 3600.0);
        return List.of(
                new Item("Lambda, requests", "1,000,000 × $0.20 per million", MILLION, LAMBDA_REQUEST),
                new Item(
                        "Lambda, duration",
                        Goal.number(gigabyteSeconds) + " GB-seconds × $0.0000133334",
                        gigabyteSeconds,
                        LAMBDA_GIGABYTE_SECOND),
                new Item(
                        "DynamoDB, reads",
                        Goal.number(reads * MILLION) + " units × $0.125 per million",
                        reads * MILLION,
                        DYNAMODB_READ),
                new Item(
                        "DynamoDB, writes of the last use",
                        Goal.number(Math.rint(writes * MILLION / usesOfToken())) + " units × $0.625 per million",
                        writes * MILLION / usesOfToken(),
                        DYNAMODB_WRITE),
                new Item("KMS", Goal.number(kms) + " requests × $0.03 per 10,000", kms, KMS_REQUEST),
                new Item(
                        "CloudWatch Logs",
                        Goal.number(LOG_KILOBYTES) + " GB × $0.50",
                        LOG_KILOBYTES * MILLION / 1e6,
                        LOGS_GIGABYTE));
    }

    private static int usesOfToken() {
        return AUTHORIZATIONS_PER_SECOND * LAST_USE_SECONDS / TOKENS_IN_USE;
    }

    private static int environments() {
        return AUTHORIZATIONS_PER_SECOND * BILLED_MILLIS / 1000;
    }

    private static String dollars(double value) {
        return String.format(Locale.ROOT, value < 0.001 ? "$%.5f" : "$%.3f", value);
    }
}
