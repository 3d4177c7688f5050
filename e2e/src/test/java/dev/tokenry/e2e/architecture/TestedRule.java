package dev.tokenry.e2e.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule, with classes that violate it, because a rule that cannot fail verifies nothing, and classes that it permits.
 */
record TestedRule(String name, ArchRule rule, List<Sample> violations, List<Sample> permitted) {

    static TestedRule rule(String name, ArchRule rule) {
        return new TestedRule(name, rule, List.of(), List.of());
    }

    /** @param type the name of the class below {@code dev.tokenry} */
    TestedRule violatedBy(String type, String members) {
        return violatedBy(new Sample(type, members));
    }

    TestedRule violatedBy(Sample sample) {
        return new TestedRule(name, rule, append(violations, sample), permitted);
    }

    /** @param type the name of the class below {@code dev.tokenry} */
    TestedRule permits(String type, String members) {
        return new TestedRule(name, rule, violations, append(permitted, new Sample(type, members)));
    }

    private static List<Sample> append(List<Sample> samples, Sample sample) {
        return Stream.concat(samples.stream(), Stream.of(sample)).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
