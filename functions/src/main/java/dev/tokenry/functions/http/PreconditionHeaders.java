package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Precondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code If-Match} (RFC 9110, section 13.1.1): an asterisk, or entity tags. Weak ones match nothing. */
final class IfMatchHeader {

    /** An element of the list, after any empty elements, which are ignored. */
    private static final Pattern ENTITY_TAG =
            Pattern.compile("[ \\t,]*(W/)?\"([^\"\\x00-\\x20\\x7f]*)\"[ \\t]*(?=,|$)");

    private static final Pattern EMPTY_ELEMENTS = Pattern.compile("[ \\t,]*");

    private IfMatchHeader() {}

    /** @param values the values of all such headers, which are one list */
    static Precondition parse(List<String> values) {
        if (values.isEmpty()) {
            return new Precondition.None();
        }
        String list = String.join(",", values).strip();
        return list.equals("*") ? new Precondition.Exists() : new Precondition.VersionIn(strongTags(list));
    }

    private static Set<String> strongTags(String list) {
        Set<String> strong = new HashSet<>();
        Matcher tag = ENTITY_TAG.matcher(list);
        int end = 0;
        while (tag.region(end, list.length()).lookingAt()) {
            if (tag.group(1) == null) {
                strong.add(tag.group(2));
            }
            end = tag.end();
        }
        if (end == 0 || !EMPTY_ELEMENTS.matcher(list.substring(end)).matches()) {
            throw new ApiException.InvalidRequestException(
                    "If-Match",
                    ViolationReason.PATTERN,
                    "If-Match must be * or entity tags such as \"7\", separated by commas",
                    ParameterLocation.HEADER);
        }
        return strong;
    }
}
