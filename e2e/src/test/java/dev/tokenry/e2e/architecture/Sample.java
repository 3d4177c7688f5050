package dev.tokenry.e2e.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * A public class that a test compiles.
 *
 * @param type its name below {@code dev.tokenry}
 * @param members the source of its members
 * @param required classes that it uses and that are compiled before it
 */
record Sample(String type, String members, List<Sample> required) {

    Sample(String type, String members) {
        this(type, members, List.of());
    }

    Sample requires(String otherType, String otherMembers) {
        return new Sample(
                type,
                members,
                Stream.concat(required.stream(), Stream.of(new Sample(otherType, otherMembers)))
                        .toList());
    }

    String packageName() {
        return "dev.tokenry." + type.substring(0, type.lastIndexOf('.'));
    }

    String simpleName() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    String source() {
        return "package " + packageName() + "; public class " + simpleName() + " {" + members + "}";
    }

    @Override
    public String toString() {
        return type + " {" + members.strip() + "}";
    }
}
