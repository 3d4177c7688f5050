package dev.tokenry.emulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.io.PhysicalResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvalidTemplateTest {

    private static final String FUNCTION = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: x.Y
                  Environment:
                    Variables:
                      VALUE: %s
            """;

    @TempDir
    Path directory;

    @Test
    void an_unknown_tag_is_rejected_with_its_line() {
        assertRejected(FUNCTION.formatted("!Base64 x"))
                .hasMessage("template.yaml:8: !Base64 is not a supported intrinsic function");
    }

    @Test
    void an_unknown_long_form_is_rejected_with_its_path() {
        assertRejected(FUNCTION.formatted("{'Fn::Cidr': x}"))
                .hasMessage("Resources.F.Properties.Environment.Variables.VALUE.Fn::Cidr: "
                        + "Fn::Cidr is not a supported intrinsic function");
    }

    @Test
    void an_undeclared_name_is_rejected_with_its_path() {
        assertRejected(FUNCTION.formatted("!Ref Nothing"))
                .hasMessage("Resources.F.Properties.Environment.Variables.VALUE.Ref: "
                        + "Nothing is neither a parameter nor a resource");
        assertRejected(FUNCTION.formatted("!Sub 'a ${Nothing} b'")).hasMessageContaining("Nothing is neither");
        assertRejected(FUNCTION.formatted("!If [Nothing, a, b]"))
                .hasMessageContaining("the condition does not exist: Nothing");
        assertRejected(FUNCTION.formatted("!GetAtt F.Colour"))
                .hasMessageContaining("F has no supported attribute Colour");
        assertRejected(FUNCTION.formatted("!FindInMap [A, b, c]"))
                .hasMessageContaining("Mappings do not contain A.b.c");
        assertRejected(FUNCTION.formatted("!Select [2, [a, b]]")).hasMessageContaining("there is no element 2");
    }

    @Test
    void a_reference_to_an_unsupported_resource_is_rejected() {
        String broker = "  Broker: {Type: AWS::AmazonMQ::Broker}\n";
        assertRejected(FUNCTION.formatted("!Ref Broker") + broker)
                .hasMessage("Resources.F.Properties.Environment.Variables.VALUE.Ref: "
                        + "Broker is of type AWS::AmazonMQ::Broker, which is not emulated");
        assertRejected(FUNCTION.formatted("!GetAtt Broker.Arn") + broker)
                .hasMessageContaining("Broker has no supported attribute Arn");
    }

    @Test
    void circular_conditions_are_rejected() {
        assertRejected(FUNCTION.formatted("!If [A, a, b]") + """
                        Conditions:
                          A: !Not [!Condition B]
                          B: !Not [!Condition A]
                        """)
                .hasMessageContaining("the condition A depends on itself");
    }

    @Test
    void circular_resources_are_rejected() {
        assertRejected("""
                        Resources:
                          A: {Type: AWS::KMS::Key, Properties: {Description: !Ref B}}
                          B: {Type: AWS::KMS::Key, Properties: {Description: !Ref A}}
                        """).hasMessageContaining("circular dependency between resources: A → B → A");
    }

    @Test
    void an_invalid_parameter_value_is_rejected() {
        String parameters = """
                Parameters:
                  Prefix: {Type: String, AllowedPattern: '[a-z]+', %s}
                Resources: {}
                """;
        assertRejected(parameters.formatted("Default: A1")).hasMessage("Parameters.Prefix: 'A1' does not match [a-z]+");
        assertRejected(parameters.formatted("Default: A1, ConstraintDescription: Lower-case letters."))
                .hasMessage("Parameters.Prefix: 'A1' does not satisfy the constraint: Lower-case letters.");
        assertRejected(parameters.formatted("NoDefault: x"))
                .hasMessage("Parameters.Prefix: it has no default and no value is given");
        assertRejected("Resources: {}", Map.of("Colour", "red")).hasMessage("The template has no parameter Colour");
    }

    @Test
    void a_missing_or_invalid_file_is_reported_in_one_line() {
        assertThatThrownBy(() -> TemplateFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(TemplateException.class)
                .hasMessageEndingWith("none.yaml cannot be read");
        assertRejected("Resources: [").hasMessageMatching("template.yaml:\\d+: [^\\n]+");
        assertRejected("just text").hasMessage("template.yaml is not a template: it must be a map");
        assertRejected("Resources: {}\nResources: {}").hasMessageContaining("duplicate key Resources");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRejected(String yaml) {
        return assertRejected(yaml, Map.of());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRejected(
            String yaml, Map<String, String> parameters) {
        return assertThatThrownBy(() -> readAll(yaml, parameters)).isInstanceOf(TemplateException.class);
    }

    private void readAll(String yaml, Map<String, String> parameters) throws IOException {
        Path file = Files.writeString(directory.resolve("template.yaml"), yaml);
        StackTemplate template = StackTemplate.of(
                TemplateFile.read(file),
                parameters,
                new PseudoParameters("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> new PhysicalResource(id, Map.of()));
        template.provisionStored();
        template.functions();
        template.apis();
    }
}
