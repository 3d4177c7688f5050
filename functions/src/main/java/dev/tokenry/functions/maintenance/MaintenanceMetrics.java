package dev.tokenry.functions.maintenance;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.administration.MaintenanceDecision;
import dev.tokenry.administration.MaintenanceReport;
import dev.tokenry.functions.http.MetricLine;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics of a run that disables unused tokens. A run that did not finish counts no finished run. */
final class MaintenanceMetrics {

    private final String stack;
    private final InstantSource clock;

    MaintenanceMetrics(String stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    void publish(MaintenanceReport report, LambdaLogger log) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("MaintenanceFinished", report.continueAfter() == null ? 1 : 0);
        counts.put("TokensMarkedUnused", count(report, MaintenanceDecision.MARKED));
        counts.put("TokensDisabledUnused", count(report, MaintenanceDecision.DISABLED));
        MetricLine.log(stack, counts, clock, log);
    }

    private static int count(MaintenanceReport report, MaintenanceDecision decision) {
        MaintenanceReport.Tokens tokens = report.decisions().get(decision);
        return tokens == null ? 0 : tokens.count();
    }
}
