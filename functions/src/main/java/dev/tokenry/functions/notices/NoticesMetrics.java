package dev.tokenry.functions.notices;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.administration.NoticeReport;
import dev.tokenry.administration.NoticeReport.Counts;
import dev.tokenry.functions.http.MetricLine;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The metrics of a run, over all channels. A run that did not finish counts no finished run. */
final class NoticesMetrics {

    private final String stack;
    private final InstantSource clock;

    NoticesMetrics(String stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    void publish(NoticeReport report, LambdaLogger log) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("NoticesFinished", report.finished() ? 1 : 0);
        counts.put("NoticesSent", sum(report, Counts::notices));
        counts.put("NoticesFailed", sum(report, Counts::failed));
        MetricLine.log(stack, counts, clock, log);
    }

    private static int sum(NoticeReport report, ToIntFunction<Counts> count) {
        return report.channels().values().stream().mapToInt(count).sum();
    }
}
