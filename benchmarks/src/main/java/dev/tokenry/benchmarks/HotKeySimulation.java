package dev.tokenry.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Counts the units of each partition key, second by second, as a workload would need them. What one operation needs has been
 * recorded from real requests; only their repetition over many tokens is simulated.
 *
 * @param authorization the requests of an authorization by a token that an environment knows
 * @param lastUse what an authorization writes when the last use of its token is due
 * @param creation the requests that create a token in a project
 * @param change the requests that change a token
 */
record HotKeySimulation(List<KeyUse> authorization, List<KeyUse> lastUse, List<KeyUse> creation, List<KeyUse> change) {

    /** The units a second that DynamoDB serves for one partition key. */
    static final int MAX_READS = 3_000;

    static final int MAX_WRITES = 1_000;

    private static final int SECONDS = 300;
    private static final int LAST_USE_INTERVAL_SECONDS = 300;
    private static final long SEED = 1;

    /**
     * What happens in each second.
     *
     * @param activeTokens over which the authorizations are spread at random
     * @param tokensPerOwner how many tokens have the same owner and project
     */
    record Workload(
            String name,
            int activeTokens,
            int tokensPerOwner,
            int authorizations,
            int creations,
            int changes,
            boolean withinLimits) {}

    /** The largest number of units that a key needed in a second. */
    record Hottest(String place, String key, double reads, double writes) {

        boolean isWithinLimits() {
            return reads <= MAX_READS && writes <= MAX_WRITES;
        }
    }

    /**
     * The workloads of the document. The last exceeds the limits: {@code withinLimits} states what the document says.
     */
    static final List<Workload> WORKLOADS = List.of(
            new Workload(
                    "10,000 authorizations over 100,000 tokens in use, 500 changes and 100 creations",
                    100_000,
                    1,
                    10_000,
                    100,
                    500,
                    true),
            new Workload("10,000 authorizations over 1,000 tokens of as many owners", 1_000, 1, 10_000, 0, 0, true),
            new Workload("10,000 authorizations over 1,000 tokens of 10 owners", 1_000, 100, 10_000, 0, 0, true),
            new Workload("3,000 authorizations over 100 tokens of one owner", 100, 100, 2_900, 0, 0, true),
            new Workload("10,000 authorizations over 1,000 tokens of one owner", 1_000, 1_000, 10_000, 0, 0, false));

    /** Returns the hottest key of the table and of each index that the workload uses, over five minutes. */
    List<Hottest> run(Workload workload) {
        Random random = new Random(SEED);
        int[] lastUses = new int[workload.activeTokens()];
        // As if the tokens had been in use before.
        Arrays.setAll(lastUses, _ -> -random.nextInt(LAST_USE_INTERVAL_SECONDS));
        Map<String, Hottest> hottest = new HashMap<>();
        for (int second = 0; second < SECONDS; second++) {
            Map<String, Map<String, double[]>> units = new HashMap<>();
            for (int i = 0; i < workload.authorizations(); i++) {
                int token = random.nextInt(workload.activeTokens());
                count(authorization, token, workload, units);
                if (second - lastUses[token] >= LAST_USE_INTERVAL_SECONDS) {
                    lastUses[token] = second;
                    count(lastUse, token, workload, units);
                }
            }
            for (int i = 0; i < workload.changes(); i++) {
                count(change, random.nextInt(workload.activeTokens()), workload, units);
            }
            for (int i = 0; i < workload.creations(); i++) {
                count(creation, workload.activeTokens() + second * workload.creations() + i, workload, units);
            }
            units.forEach((place, keys) -> keys.forEach((key, sums) ->
                    hottest.merge(place, new Hottest(place, key, sums[0], sums[1]), HotKeySimulation::hotter)));
        }
        List<Hottest> result = new ArrayList<>(hottest.values());
        result.sort((a, b) -> a.place().equals(KeyUse.TABLE) ? -1 : a.place().compareTo(b.place()));
        return result;
    }

    private static Hottest hotter(Hottest a, Hottest b) {
        return load(a) >= load(b) ? a : b;
    }

    /** The larger share of the two limits. */
    private static double load(Hottest key) {
        return Math.max(key.reads() / MAX_READS, key.writes() / MAX_WRITES);
    }

    private static void count(
            List<KeyUse> uses, int token, Workload workload, Map<String, Map<String, double[]>> units) {
        int owner = token / workload.tokensPerOwner();
        for (KeyUse use : uses) {
            String key = use.key()
                    .replace("{token}", "token " + token)
                    .replace("{owner}", "owner " + owner)
                    .replace("{project}", "project " + owner);
            double[] sums =
                    units.computeIfAbsent(use.place(), _ -> new HashMap<>()).computeIfAbsent(key, _ -> new double[2]);
            sums[0] += use.reads();
            sums[1] += use.writes();
        }
    }
}
