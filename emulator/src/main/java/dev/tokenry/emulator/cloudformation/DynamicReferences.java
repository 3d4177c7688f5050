package dev.tokenry.emulator.cloudformation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves dynamic references such as {@code {{resolve:ssm:/name}}}, with or without a version. */
final class DynamicReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^}]*)}}");

    // Emulated parameters have a single version, so the requested version is ignored.
    private static final Pattern SSM = Pattern.compile("ssm:([A-Za-z0-9_./-]+)(:[0-9]+)?");

    private DynamicReferences() {}

    static String resolve(String text, StackExports published, String path) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), published, path)));
    }

    private static String value(String reference, StackExports published, String path) {
        Matcher ssm = SSM.matcher(reference);
        if (!ssm.matches()) {
            throw TemplateException.at(path, "{{resolve:" + reference + "}} is not a supported dynamic reference");
        }
        return published.parameter(ssm.group(1), path);
    }
}
