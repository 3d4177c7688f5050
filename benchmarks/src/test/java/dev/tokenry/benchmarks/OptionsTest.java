package dev.tokenry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.benchmarks.Options.Section;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void without_arguments_everything_is_measured_and_written() {
        assertThat(Options.parse()).isEqualTo(new Options(EnumSet.allOf(Section.class), 15, 3000, 10_000, true, false));
    }

    @Test
    void arguments_replace_the_defaults() {
        assertThat(Options.parse(
                        "--only=cold,cache",
                        "--rounds=3",
                        "--invocations=300",
                        "--tokens=1000000",
                        "--print",
                        "--strict"))
                .isEqualTo(new Options(EnumSet.of(Section.COLD, Section.CACHE), 3, 300, 1_000_000, false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only=hot", "--rounds=0", "--rounds=x", "--rounds", "--unknown", "cold"})
    void other_arguments_are_rejected_with_the_usage(String argument) {
        assertThatThrownBy(() -> Options.parse(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--invocations=N");
    }
}
