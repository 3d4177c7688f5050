package dev.tokenry.e2e.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test if this machine or user cannot limit the CPU of a process. */
final class CpuQuotaAvailableCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<CpuQuota> quota = CpuQuota.of(1_769);
        if (quota.isEmpty()) {
            return ConditionEvaluationResult.disabled("There is no writable control group with the controller cpu");
        }
        try (CpuQuota _ = quota.get()) {
            return ConditionEvaluationResult.enabled("CPU quotas can be set");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
