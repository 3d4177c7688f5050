package dev.tokenry.local.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateRefusalTest {

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
    Path folder;

    @Test
    void an_unknown_tag_is_refused_with_its_line() {
        refused(FUNCTION.formatted("!Base64 x")).hasMessage("template.yaml:8: !Base64 is not an intrinsic known here");
    }

    @Test
    void an_unknown_long_form_is_refused_with_its_place() {
        refused(FUNCTION.formatted("{'Fn::Cidr': x}"))
                .hasMessage("Resources.F.Properties.Environment.Variables.VALUE.Fn::Cidr: "
                        + "Fn::Cidr is not an intrinsic known here");
    }

    @Test
    void a_name_that_is_declared_nowhere_is_refused_with_its_place() {
        refused(FUNCTION.formatted("!Ref Nothing"))
                .hasMessage("Resources.F.Properties.Environment.Variables.VALUE.Ref: "
                        + "Nothing is neither a parameter nor a resource");
        refused(FUNCTION.formatted("!Sub 'a ${Nothing} b'")).hasMessageContaining("Nothing is neither");
        refused(FUNCTION.formatted("!If [Nothing, a, b]")).hasMessageContaining("there is no condition Nothing");
        refused(FUNCTION.formatted("!GetAtt F.Colour")).hasMessageContaining("F has no attribute Colour here");
        refused(FUNCTION.formatted("!FindInMap [A, b, c]")).hasMessageContaining("Mappings hold no A.b.c");
        refused(FUNCTION.formatted("!Select [2, [a, b]]")).hasMessageContaining("there is no element 2");
    }

    @Test
    void a_resource_that_is_not_emulated_is_refused_where_something_refers_to_it() {
        String queue = "  Queue: {Type: AWS::SQS::Queue}\n";
        refused(FUNCTION.formatted("!Ref Queue") + queue)
                .hasMessage("Resources.F.Properties.Environment.Variables.VALUE.Ref: "
                        + "Queue is of type AWS::SQS::Queue, which is not emulated here");
        refused(FUNCTION.formatted("!GetAtt Queue.Arn") + queue)
                .hasMessageContaining("Queue has no attribute Arn here");
    }

    @Test
    void conditions_that_depend_on_each_other_are_refused() {
        refused(FUNCTION.formatted("!If [A, a, b]") + """
                        Conditions:
                          A: !Not [!Condition B]
                          B: !Not [!Condition A]
                        """).hasMessageContaining("the condition A depends on itself");
    }

    @Test
    void resources_that_refer_to_each_other_are_refused() {
        refused("""
                        Resources:
                          A: {Type: AWS::KMS::Key, Properties: {Description: !Ref B}}
                          B: {Type: AWS::KMS::Key, Properties: {Description: !Ref A}}
                        """).hasMessageContaining("in a circle: A → B → A");
    }

    @Test
    void a_parameter_that_breaks_its_own_rules_is_refused() {
        String parameters = """
                Parameters:
                  Prefix: {Type: String, AllowedPattern: '[a-z]+', %s}
                Resources: {}
                """;
        refused(parameters.formatted("Default: A1")).hasMessage("Parameters.Prefix: 'A1' does not match [a-z]+");
        refused(parameters.formatted("NoDefault: x"))
                .hasMessage("Parameters.Prefix: it has no default and no value was given");
        refused("Resources: {}", Map.of("Colour", "red")).hasMessage("The template has no parameter Colour");
    }

    @Test
    void a_missing_or_broken_file_is_one_line() {
        assertThatThrownBy(() -> TemplateFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(TemplateException.class)
                .hasMessageEndingWith("none.yaml cannot be read");
        refused("Resources: [").hasMessageMatching("template.yaml:\\d+: [^\\n]+");
        refused("just text").hasMessage("template.yaml is not a template: it holds no map");
        refused("Resources: {}\nResources: {}").hasMessageContaining("duplicate key Resources");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String yaml) {
        return refused(yaml, Map.of());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String yaml, Map<String, String> parameters) {
        return assertThatThrownBy(() -> readAll(yaml, parameters)).isInstanceOf(TemplateException.class);
    }

    private void readAll(String yaml, Map<String, String> parameters) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), yaml);
        StackTemplate template = StackTemplate.of(
                TemplateFile.read(file),
                parameters,
                new Pseudo("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> new Made(id, Map.of()));
        template.stored();
        template.functions();
        template.apis();
    }
}
