package dev.tokenry.functions.authorize;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token in an Authorization header: {@code Api-Token <token>} or {@code Bearer <token>} (RFC 6750), given once. */
final class Credentials {

    private static final Pattern FORM = Pattern.compile("(?i:Api-Token|Bearer) +([^ ,]+)");

    private Credentials() {}

    /** The presented token; empty when there is none, or anything that could be read as two. */
    static Optional<String> presentedToken(List<String> authorization) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(authorization.getFirst());
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }
}
