package dev.tokenry.e2e.browser;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips the browser tests with a reason if a requirement is missing. If {@code TOKENRY_BROWSER} is {@code required}, a
 * missing requirement is a failure.
 */
final class BrowserAvailableCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = BrowserTools.missingRequirement();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("All requirements are present");
        }
        if ("required".equals(System.getenv("TOKENRY_BROWSER"))) {
            throw new IllegalStateException("TOKENRY_BROWSER is required, but " + missing.get());
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }
}
