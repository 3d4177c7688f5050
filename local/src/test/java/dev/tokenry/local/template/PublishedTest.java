package dev.tokenry.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.local.template.ResourceMaker.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTest {

    private static final String GIVING = """
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

    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:giver-F:live";

    private static final String TAKING = """
            Parameters:
              Arn: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /giver/Arn}
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
    void outputs_with_an_export_name_and_parameters_are_published() {
        assertThat(giver())
                .isEqualTo(
                        new Published(Map.of("giver-Arn", ARN, "name-of-it", "/giver/Arn"), Map.of("/giver/Arn", ARN)));
    }

    @Test
    void another_template_takes_them() {
        assertThat(taken("!ImportValue giver-Arn")).isEqualTo(ARN);
        assertThat(taken("{'Fn::ImportValue': !Sub '${Name}-Arn'}", "Name: {Type: String, Default: giver}"))
                .isEqualTo(ARN);
        assertThat(taken("'{{resolve:ssm:/giver/Arn}}'")).isEqualTo(ARN);
        assertThat(taken("'{{resolve:ssm:/giver/Arn:3}}'")).isEqualTo(ARN);
        assertThat(taken("!Sub '<{{resolve:ssm:/${Name}/Arn}}>'", "Name: {Type: String, Default: giver}"))
                .isEqualTo("<" + ARN + ">");
        assertThat(taken("!Ref Arn")).isEqualTo(ARN);
    }

    @Test
    void what_nobody_published_is_named() {
        String where = "Resources.F.Properties.Environment.Variables.VALUE";
        assertThatThrownBy(() -> taken("!ImportValue other-Arn"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(where + ".Fn::ImportValue: no stack here exports other-Arn");
        assertThatThrownBy(() -> taken("'{{resolve:ssm:/other}}'"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(where + ": no stack here has an SSM parameter /other");
        assertThatThrownBy(() -> taken("'{{resolve:secretsmanager:x}}'"))
                .isInstanceOf(TemplateException.class)
                .hasMessage(where + ": {{resolve:secretsmanager:x}} is not a reference known here");
    }

    @Test
    void a_name_is_published_once() {
        assertThatThrownBy(() -> giver().and(giver())).hasMessageMatching("Two stacks have the export .+");
    }

    private Published giver() {
        return template("giver", GIVING, Published.NOTHING).published();
    }

    private String taken(String value) {
        return taken(value, "");
    }

    private String taken(String value, String parameter) {
        String yaml = TAKING.formatted(value).replace("Resources:", "  " + parameter + "\nResources:");
        return template("taker", yaml, giver())
                .functions()
                .getFirst()
                .environment()
                .getOrDefault("VALUE", "");
    }

    private StackTemplate template(String name, String yaml, Published others) {
        try {
            Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
            return StackTemplate.of(
                    TemplateFile.read(file),
                    Map.of(),
                    new Pseudo("eu-central-1", "000000000000", name),
                    others,
                    (logicalId, type, properties) -> new Made(logicalId, Map.of()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
