package dev.tokenry.e2e.browser;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips browser tests if a program that they need is missing. If {@code TOKENRY_BROWSER} is {@code required}, a missing
 * program is a failure.
 */
final class BrowserAvailableCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = BrowserTools.missingRequirement();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("There is a browser and a console");
        }
        if ("required".equals(System.getenv("TOKENRY_BROWSER"))) {
            throw new IllegalStateException("TOKENRY_BROWSER is required, and " + missing.get());
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }
}
