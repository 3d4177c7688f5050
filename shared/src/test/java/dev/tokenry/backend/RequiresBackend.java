package dev.tokenry.backend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * States that the tests of a class run on the {@link TestBackend}, and which capabilities the class or a test needs.
 * Tests whose capability is missing are skipped; the reason is the observed behaviour.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BackendCondition.class)
public @interface RequiresBackend {
    Capability[] value() default {};
}
