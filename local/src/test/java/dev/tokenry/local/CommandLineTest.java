package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void without_arguments_everything_has_a_default() {
        assertThat(CommandLine.read(List.of(), Map.of()))
                .isEqualTo(new StackOptions(Path.of("template.yaml"), Path.of(".tokenry"), 8080, false, Map.of()));
    }

    @Test
    void arguments_and_variables_are_taken() {
        assertThat(CommandLine.read(
                        List.of("--fresh", "--template", "other.yaml", "--parameter", "TokenPrefix=a=b"),
                        Map.of("TOKENRY_PORT", "0", "TOKENRY_DATA", "data")))
                .isEqualTo(new StackOptions(
                        Path.of("other.yaml"), Path.of("data"), 0, true, Map.of("TokenPrefix", "a=b")));
    }

    @Test
    void templates_of_others_are_joined_by_commas_and_may_be_none() {
        assertThat(CommandLine.read(List.of("--with="), Map.of()).beside()).isEmpty();
        assertThat(CommandLine.read(List.of("--with=a.yaml,b/template.yaml", "--with=c.yaml"), Map.of())
                        .beside())
                .containsExactly(Path.of("a.yaml"), Path.of("b/template.yaml"), Path.of("c.yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "65536", "٨٠٨٠"})
    void a_bad_port_is_one_line(String port) {
        assertThatThrownBy(() -> CommandLine.read(List.of(), Map.of("TOKENRY_PORT", port)))
                .isInstanceOf(StartException.class)
                .hasMessage("TOKENRY_PORT is no port: " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fersh", "--template", "--parameter"})
    void an_unknown_or_incomplete_argument_is_one_line(String argument) {
        assertThatThrownBy(() -> CommandLine.read(List.of(argument), Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith(
                        "known are --fresh, --template FILE, --parameter NAME=VALUE and --with=FILE,FILE…");
    }
}
