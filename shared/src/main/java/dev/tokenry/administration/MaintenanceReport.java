package dev.tokenry.administration;

import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a maintenance run decided, or would decide.
 *
 * @param dryRun whether nothing was written, as requested or because management is frozen
 * @param examined the number of rows of the list of all tokens that were examined
 * @param decisions the tokens of each decision; tokens that stay as they are without one are not among them
 * @param continueAfter the position to continue after; null if all tokens were examined
 */
public record MaintenanceReport(
        boolean dryRun,
        int examined,
        Map<MaintenanceDecision, Tokens> decisions,
        @Nullable IndexPosition continueAfter) {

    /**
     * Tokens with the same decision.
     *
     * @param ids the first of them
     * @param reasons why, by id, where the decision does not say it
     */
    public record Tokens(int count, List<TokenId> ids, Map<TokenId, List<String>> reasons) {}

    /** Collects decisions. */
    static final class Builder {

        /** The number of ids that are reported for each decision. */
        static final int MAX_IDS = 1_000;

        private final Map<MaintenanceDecision, List<TokenId>> ids = new EnumMap<>(MaintenanceDecision.class);
        private final Map<MaintenanceDecision, Integer> counts = new EnumMap<>(MaintenanceDecision.class);
        private final Map<TokenId, List<String>> reasons = new HashMap<>();

        void add(MaintenanceDecision decision, TokenId id, List<String> why) {
            counts.merge(decision, 1, Integer::sum);
            List<TokenId> sample = ids.computeIfAbsent(decision, _ -> new ArrayList<>());
            if (sample.size() < MAX_IDS) {
                sample.add(id);
                if (!why.isEmpty()) {
                    reasons.put(id, why);
                }
            }
        }

        MaintenanceReport build(boolean dryRun, int examined, @Nullable IndexPosition continueAfter) {
            Map<MaintenanceDecision, Tokens> decisions = new EnumMap<>(MaintenanceDecision.class);
            ids.forEach((decision, sample) -> {
                Map<TokenId, List<String>> why = new HashMap<>();
                sample.forEach(id -> {
                    if (reasons.containsKey(id)) {
                        why.put(id, reasons.get(id));
                    }
                });
                decisions.put(
                        decision, new Tokens(counts.getOrDefault(decision, 0), List.copyOf(sample), Map.copyOf(why)));
            });
            return new MaintenanceReport(dryRun, examined, decisions, continueAfter);
        }
    }
}
