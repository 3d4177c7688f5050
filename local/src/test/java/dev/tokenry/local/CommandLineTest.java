package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.StartupException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void every_option_has_a_default() {
        assertThat(CommandLine.parse(List.of(), Map.of()))
                .isEqualTo(new StackOptions(Path.of("template.yaml"), Path.of(".tokenry"), 8080, false, Map.of())
                        .withSamples());
    }

    @Test
    void arguments_and_variables_are_parsed() {
        assertThat(CommandLine.parse(
                        List.of("--fresh", "--template", "other.yaml", "--parameter", "TokenPrefix=a=b"),
                        Map.of("TOKENRY_PORT", "0", "TOKENRY_DATA", "data")))
                .isEqualTo(
                        new StackOptions(Path.of("other.yaml"), Path.of("data"), 0, true, Map.of("TokenPrefix", "a=b"))
                                .withSamples());
    }

    @Test
    void attached_templates_are_comma_separated_and_can_be_empty() {
        assertThat(CommandLine.parse(List.of("--with="), Map.of()).attachedTemplates())
                .isEmpty();
        assertThat(CommandLine.parse(List.of("--with=a.yaml,b/template.yaml", "--with=c.yaml"), Map.of())
                        .attachedTemplates())
                .containsExactly(Path.of("a.yaml"), Path.of("b/template.yaml"), Path.of("c.yaml"));
    }

    @Test
    void a_host_name_can_be_added() {
        assertThat(CommandLine.parse(List.of(), Map.of("TOKENRY_HOST", "dev-1.example"))
                        .host())
                .hasValue("dev-1.example");
        assertThat(CommandLine.parse(List.of(), Map.of()).host()).isEmpty();
    }

    @Test
    void samples_can_be_excluded() {
        assertThat(CommandLine.parse(List.of("--no-samples"), Map.of()).samples())
                .isFalse();
    }

    @Test
    void maintenance_is_an_option() {
        assertThat(CommandLine.parse(List.of("--maintain"), Map.of()))
                .isEqualTo(CommandLine.parse(List.of(), Map.of()).forMaintenance());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a.example:8080", "http://a.example", "a.example,b.example", "a b"})
    void an_invalid_host_name_is_reported_in_one_line(String host) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(), Map.of("TOKENRY_HOST", host)))
                .isInstanceOf(StartupException.class)
                .hasMessage("TOKENRY_HOST is no host name: " + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "65536", "٨٠٨٠"})
    void an_invalid_port_is_reported_in_one_line(String port) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(), Map.of("TOKENRY_PORT", port)))
                .isInstanceOf(StartupException.class)
                .hasMessage("TOKENRY_PORT is no port: " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fersh", "--template", "--parameter"})
    void an_unknown_or_incomplete_argument_is_reported_in_one_line(String argument) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(argument), Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("The argument " + argument)
                .hasMessageEndingWith("; --help lists the options");
    }

    @Test
    void a_parameter_without_a_value_is_reported_in_one_line() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("--parameter", "MaxTokenLifetime"), Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessage("--parameter takes NAME=VALUE, not MaxTokenLifetime; --help lists the options");
    }

    @Test
    void the_help_lists_each_option_that_is_accepted() {
        assertThat(CommandLine.asksForHelp(List.of("--with=", "--fresh", "--help")))
                .isTrue();
        assertThat(CommandLine.asksForHelp(List.of("--with=", "--fresh"))).isFalse();

        List<String> options = Pattern.compile("(?m)^  (--[a-z]+)( [A-Z=]+)?  +\\S")
                .matcher(CommandLine.HELP)
                .results()
                .filter(option -> !option.group(1).equals("--help"))
                .map(option -> option.group(2) == null ? option.group(1) : option.group(1) + option.group(2))
                .toList();
        assertThat(options).containsExactly("--fresh", "--maintain", "--parameter NAME=VALUE", "--template FILE");
        assertThatCode(() -> CommandLine.parse(
                        options.stream()
                                .flatMap(option -> Stream.of(option.split(" ")))
                                .toList(),
                        Map.of()))
                .doesNotThrowAnyException();
    }
}
