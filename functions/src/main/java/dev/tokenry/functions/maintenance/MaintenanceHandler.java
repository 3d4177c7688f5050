package dev.tokenry.functions.maintenance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.administration.DisableTokens;
import dev.tokenry.administration.DisableTokens.Cause;
import dev.tokenry.administration.MaintenanceReport;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Disables unused tokens, every day; on demand, tokens that violate the limits of today. The event contains
 * {@code action}, {@code dryRun} and {@code continueAfter}, all optional. IAM controls who may invoke it.
 */
public final class MaintenanceHandler implements RequestHandler<@Nullable Object, Map<String, Object>> {

    private static final String ACTION = "action";
    private static final String DRY_RUN = "dryRun";
    private static final String CONTINUE_AFTER = "continueAfter";
    private static final char SEPARATOR = ' ';

    private static final String DISABLE_UNUSED = "disable-unused";
    private static final String DISABLE_VIOLATIONS = "disable-violations";
    private static final Map<String, Cause> ACTIONS =
            new TreeMap<>(Map.of(DISABLE_UNUSED, Cause.DISUSE, DISABLE_VIOLATIONS, Cause.VIOLATION));

    /** What a page of tokens may take at most, with the response. */
    private static final int RESERVED_MILLIS = 5_000;

    private final DisableTokens disableTokens;
    private final MaintenanceMetrics metrics;

    public MaintenanceHandler() {
        this(Wiring.fromEnvironment());
    }

    public MaintenanceHandler(Wiring wiring) {
        disableTokens = wiring.disableTokens();
        metrics = new MaintenanceMetrics(wiring.stackName(), wiring.clock());
    }

    @Override
    public Map<String, Object> handleRequest(@Nullable Object event, Context context) {
        DisableTokens.Command command = parse(event, context);
        MaintenanceReport report =
                disableTokens.execute(new IamActor(context.getFunctionName(), context.getAwsRequestId()), command);
        if (command.cause() == Cause.DISUSE && !report.dryRun()) {
            metrics.publish(report, context.getLogger());
        }
        return toJson(command.cause(), report);
    }

    private static DisableTokens.Command parse(@Nullable Object event, Context context) {
        JsonBody body = JsonBody.ofEvent(event);
        String action = body.string(ACTION);
        Cause cause = action == null ? Cause.DISUSE : ACTIONS.get(action);
        if (cause == null) {
            body.violations()
                    .add(
                            ACTION,
                            ViolationReason.UNKNOWN_VALUE,
                            "must be one of " + String.join(", ", ACTIONS.keySet()));
        }
        Boolean dryRun = body.bool(DRY_RUN);
        String position = body.string(CONTINUE_AFTER);
        IndexPosition after = position == null ? null : parsePosition(position, body);
        body.throwIfInvalid();
        return new DisableTokens.Command(
                Objects.requireNonNull(cause),
                // A mistake must not disable tokens that were always permitted.
                dryRun == null ? cause == Cause.VIOLATION : dryRun,
                after,
                () -> context.getRemainingTimeInMillis() > RESERVED_MILLIS);
    }

    private static @Nullable IndexPosition parsePosition(String text, JsonBody body) {
        int separator = text.lastIndexOf(SEPARATOR);
        if (separator < 0) {
            body.violations().add(CONTINUE_AFTER, ViolationReason.UNKNOWN_VALUE, "must be from a result");
            return null;
        }
        return new IndexPosition(text.substring(0, separator), text.substring(separator + 1));
    }

    private static Map<String, Object> toJson(Cause cause, MaintenanceReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(ACTION, cause == Cause.DISUSE ? DISABLE_UNUSED : DISABLE_VIOLATIONS);
        json.put(DRY_RUN, report.dryRun());
        json.put("examined", report.examined());
        Map<String, Object> decisions = new LinkedHashMap<>();
        report.decisions().forEach((decision, tokens) -> decisions.put(decision.value(), toJson(tokens)));
        json.put("decisions", decisions);
        json.put("finished", report.continueAfter() == null);
        IndexPosition next = report.continueAfter();
        if (next != null) {
            json.put(CONTINUE_AFTER, next.sortKey() + SEPARATOR + next.key());
        }
        return json;
    }

    private static Map<String, Object> toJson(MaintenanceReport.Tokens tokens) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", tokens.count());
        json.put("ids", tokens.ids().stream().map(TokenId::value).toList());
        if (!tokens.reasons().isEmpty()) {
            Map<String, Object> reasons = new LinkedHashMap<>();
            tokens.reasons().forEach((id, limits) -> reasons.put(id.value(), limits));
            json.put("violatedLimits", reasons);
        }
        return json;
    }
}
