package dev.tokenry.emulator.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.ConstructorException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Converts short-form tags into their long form, such as {@code !Sub x} into {@code {Fn::Sub: x}}. */
final class ShortFormTags extends SafeConstructor {

    private static final Set<String> WITHOUT_PREFIX = Set.of("Ref", "Condition");

    ShortFormTags(LoaderOptions options) {
        super(options);
        yamlMultiConstructors.put("!", new LongFormConstruct());
    }

    private final class LongFormConstruct extends AbstractConstruct {

        @Override
        public Object construct(Node node) {
            String name = node.getTag().getValue().substring(1);
            if (!IntrinsicFunctions.FUNCTION_NAMES.contains(name)) {
                throw new UnknownTag(node, name);
            }
            Object value = switch (node) {
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                case ScalarNode scalar -> constructScalar(scalar);
                default -> throw new UnknownTag(node, name);
            };
            if (name.equals("GetAtt") && value instanceof String attribute) {
                return Map.of("Fn::GetAtt", List.of(attribute.split("\\.", 2)));
            }
            return Map.of(WITHOUT_PREFIX.contains(name) ? name : "Fn::" + name, value);
        }
    }

    private static final class UnknownTag extends ConstructorException {

        UnknownTag(Node node, String name) {
            super(null, null, "!" + name + " is not a supported intrinsic function", node.getStartMark());
        }
    }
}
