package dev.tokenry.backend;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips what the backend cannot run: all classes of tests, or single tests, each by its name and with the reason. */
final class BackendCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<RequiresBackend> classRequirement = annotation(context.getTestClass());
        if (classRequirement.isEmpty()) {
            return ConditionEvaluationResult.enabled("The tests of a contract run without a backend here");
        }
        Optional<String> reason = context.getTestMethod().isEmpty()
                ? TestBackend.obstacle()
                : Stream.of(classRequirement, annotation(context.getTestMethod()))
                        .flatMap(Optional::stream)
                        .flatMap(requirement -> Stream.of(requirement.value()))
                        .flatMap(capability -> difference(capability).stream())
                        .findFirst();
        return reason.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("The backend can run it"));
    }

    private static Optional<String> difference(Capability capability) {
        BackendType backend = TestBackend.current().type();
        return Optional.ofNullable(backend.differences().get(capability))
                .map(observed -> capability + " is required, but on " + backend + ", " + observed);
    }

    private static Optional<RequiresBackend> annotation(Optional<? extends AnnotatedElement> element) {
        return AnnotationSupport.findAnnotation(element, RequiresBackend.class);
    }
}
