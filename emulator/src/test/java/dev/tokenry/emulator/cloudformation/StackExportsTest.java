package dev.tokenry.emulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.io.PhysicalResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackExportsTest {

    private static final String EXPORTING = """
            Conditions:
              Never: !Equals [a, b]
            Resources:
              F: {Type: AWS::Serverless::Function, Properties: {Handler: x.Y, AutoPublishAlias: live}}
              Arn:
                Type: AWS::SSM::Parameter
                Properties: {Type: String, Name: !Sub '/${AWS::StackName}/Arn', Value: !Ref F.Alias}
            Outputs:
              Arn: {Value: !Ref F.Alias, Export: {Name: !Sub '${AWS::StackName}-Arn'}}
              NotHere: {Condition: Never, Value: !Ref Nothing, Export: {Name: nothing}}
              ForPeople: {Value: !Ref Nothing}
              ParameterName: {Value: !Ref Arn, Export: {Name: name-of-it}}
            """;

    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:exporting-F:live";

    private static final String IMPORTING = """
            Parameters:
              Arn: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /exporting/Arn}
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
    void exported_outputs_and_ssm_parameters_are_published() {
        assertThat(exports())
                .isEqualTo(new StackExports(
                        Map.of("exporting-Arn", ARN, "name-of-it", "/exporting/Arn"), Map.of("/exporting/Arn", ARN)));
    }

    @Test
    void another_template_imports_them() {
        assertThat(importedValue("!ImportValue exporting-Arn")).isEqualTo(ARN);
        assertThat(importedValue("{'Fn::ImportValue': !Sub '${Name}-Arn'}", "Name: {Type: String, Default: exporting}"))
                .isEqualTo(ARN);
        assertThat(importedValue("'{{resolve:ssm:/exporting/Arn}}'")).isEqualTo(ARN);
        assertThat(importedValue("'{{resolve:ssm:/exporting/Arn:3}}'")).isEqualTo(ARN);
        assertThat(importedValue("!Sub '<{{resolve:ssm:/${Name}/Arn}}>'", "Name: {Type: String, Default: exporting}"))
                .isEqualTo("<" + ARN + ">");
        assertThat(importedValue("!Ref Arn")).isEqualTo(ARN);
    }

    @Test
    void a_missing_export_or_parameter_is_named() {
        String path = "Resources.F.Properties.Environment.Variables.VALUE";
        assertThatThrownBy(() -> importedValue("!ImportValue other-Arn"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(path + ".Fn::ImportValue: no stack exports other-Arn");
        assertThatThrownBy(() -> importedValue("'{{resolve:ssm:/other}}'"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(path + ": no stack has an SSM parameter /other");
        assertThatThrownBy(() -> importedValue("'{{resolve:secretsmanager:x}}'"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(path + ": {{resolve:secretsmanager:x}} is not a supported dynamic reference");
    }

    @Test
    void a_duplicate_export_is_rejected() {
        assertThatThrownBy(() -> exports().merge(exports())).hasMessageMatching("Two stacks have the export .+");
    }

    private StackExports exports() {
        return template("exporting", EXPORTING, StackExports.EMPTY).exports();
    }

    private String importedValue(String value) {
        return importedValue(value, "");
    }

    private String importedValue(String value, String parameter) {
        String yaml = IMPORTING.formatted(value).replace("Resources:", "  " + parameter + "\nResources:");
        return template("importing", yaml, exports())
                .functions()
                .getFirst()
                .environment()
                .getOrDefault("VALUE", "");
    }

    private StackTemplate template(String name, String yaml, StackExports stackExports) {
        try {
            Path file = Files.writeString(directory.resolve(name + ".yaml"), yaml);
            return StackTemplate.of(
                    TemplateFile.read(file),
                    Map.of(),
                    new PseudoParameters("eu-central-1", "000000000000", name),
                    stackExports,
                    (logicalId, type, properties) -> new PhysicalResource(logicalId, Map.of()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
