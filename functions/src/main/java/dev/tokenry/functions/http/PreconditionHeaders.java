package dev.tokenry.functions.http;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Precondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the headers {@code If-Match} and {@code If-None-Match} (RFC 9110 §13.1). */
public final class PreconditionHeaders {

    public static final String IF_MATCH = "If-Match";
    public static final String IF_NONE_MATCH = "If-None-Match";

    /** All preconditions of the RFC. An operation must not ignore one that it does not support. */
    private static final List<String> ALL =
            List.of(IF_MATCH, IF_NONE_MATCH, "If-Modified-Since", "If-Unmodified-Since", "If-Range");

    /** An element of the list, after any empty elements, which are ignored. */
    private static final Pattern ENTITY_TAG =
            Pattern.compile("[ \\t,]*(W/)?\"([^\"\\x00-\\x20\\x7f]*)\"[ \\t]*(?=,|$)");

    private static final Pattern EMPTY_ELEMENTS = Pattern.compile("[ \\t,]*");

    private PreconditionHeaders() {}

    /** @throws ApiException.InvalidRequestException with each precondition that is not one of these */
    static void rejectOthers(Set<String> supported, Function<String, List<String>> headers) {
        Violations violations = new Violations(ParameterLocation.HEADER);
        ALL.stream()
                .filter(name ->
                        !supported.contains(name) && !headers.apply(name).isEmpty())
                .forEach(name ->
                        violations.add(name, ViolationReason.NOT_SUPPORTED, "is not supported by this operation"));
        violations.throwIfAny();
    }

    /**
     * Returns the precondition of a request.
     *
     * @param headers returns all values of a header, which are one list
     */
    static Precondition parse(Function<String, List<String>> headers) {
        List<String> ifMatch = headers.apply(IF_MATCH);
        List<String> ifNoneMatch = headers.apply(IF_NONE_MATCH);
        if (!ifMatch.isEmpty() && !ifNoneMatch.isEmpty()) {
            throw invalid(IF_NONE_MATCH, ViolationReason.INCONSISTENT, "must not be combined with " + IF_MATCH);
        }
        if (!ifMatch.isEmpty()) {
            return ifMatch(EntityTags.parse(IF_MATCH, ifMatch));
        }
        return ifNoneMatch.isEmpty()
                ? new Precondition.None()
                : ifNoneMatch(EntityTags.parse(IF_NONE_MATCH, ifNoneMatch));
    }

    private static Precondition ifMatch(EntityTags tags) {
        if (tags.isAny()) {
            return new Precondition.Exists();
        }
        return tags.strong().isEmpty() ? new Precondition.WeakVersion() : new Precondition.VersionIn(tags.strong());
    }

    private static Precondition ifNoneMatch(EntityTags tags) {
        return tags.isAny() ? new Precondition.Absent() : new Precondition.VersionNotIn(tags.all());
    }

    private static ApiException invalid(String header, ViolationReason reason, String predicate) {
        return new ApiException.InvalidRequestException(
                header, reason, header + " " + predicate, ParameterLocation.HEADER);
    }

    /** An asterisk, or entity tags: If-Match compares strong ones only, If-None-Match all (RFC 9110 §8.8.3.2). */
    private record EntityTags(boolean isAny, Set<String> strong, Set<String> all) {

        static EntityTags parse(String header, List<String> values) {
            String list = String.join(",", values).strip();
            Set<String> strong = new HashSet<>();
            Set<String> all = new HashSet<>();
            if (list.equals("*")) {
                return new EntityTags(true, strong, all);
            }
            Matcher tag = ENTITY_TAG.matcher(list);
            int end = 0;
            while (tag.region(end, list.length()).lookingAt()) {
                all.add(tag.group(2));
                if (tag.group(1) == null) {
                    strong.add(tag.group(2));
                }
                end = tag.end();
            }
            if (end == 0 || !EMPTY_ELEMENTS.matcher(list.substring(end)).matches()) {
                throw invalid(
                        header, ViolationReason.PATTERN, "must be * or entity tags such as \"7\", separated by commas");
            }
            return new EntityTags(false, strong, all);
        }
    }
}
