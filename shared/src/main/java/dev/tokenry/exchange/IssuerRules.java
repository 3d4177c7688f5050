package dev.tokenry.exchange;

import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.text.AsciiSet;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which {@code iss} and {@code aud} an issuer of each kind can have. Whether its host may be connected to is decided
 * when its keys are fetched.
 */
public final class IssuerRules {

    /** The {@code iss} of GitHub, Google and the shared GitLab. A GitLab of one's own has another. */
    public static final String GITHUB = "https://token.actions.githubusercontent.com";

    public static final String GOOGLE = "https://accounts.google.com";
    public static final String GITLAB = "https://gitlab.com";

    private static final int MAX_ISSUER_LENGTH = 512;
    private static final int MIN_AUDIENCE_LENGTH = 8;
    private static final int MAX_AUDIENCE_LENGTH = 256;
    private static final AsciiSet PRINTABLE = AsciiSet.of("!-~");
    private static final Pattern AWS =
            Pattern.compile("https://[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\.tokens\\.sts\\.global\\.api\\.aws");
    private static final String AWS_HOSTS = ".tokens.sts.global.api.aws";
    private static final String GITHUB_HOST = "github.com";
    private static final Set<String> HOSTS_OF_KINDS =
            Set.of("token.actions.githubusercontent.com", "accounts.google.com", "gitlab.com");

    /** Audiences of other services: an id token that was meant for one of them could be replayed here. */
    private static final Set<String> FOREIGN_AUDIENCES =
            Set.of("sts.amazonaws.com", "sigstore", "pypi", "api://azureadtokenexchange");

    private IssuerRules() {}

    /** Returns the {@code iss} of a kind that has only one; empty for all others. */
    public static Optional<String> fixedIssuer(IssuerKind kind) {
        return switch (kind) {
            case GITHUB -> Optional.of(GITHUB);
            case GOOGLE -> Optional.of(GOOGLE);
            case GITLAB, AWS, KUBERNETES, CUSTOM, PEOPLE -> Optional.empty();
        };
    }

    /** Returns what the {@code iss} of an issuer violates. */
    public static List<ConstraintViolation> findViolations(IssuerKind kind, String issuer) {
        return findRule(kind, issuer)
                .map(rule -> List.of(violation("issuer", ViolationReason.PATTERN, rule)))
                .orElse(List.of());
    }

    private static Optional<String> findRule(IssuerKind kind, String issuer) {
        if (issuer.length() > MAX_ISSUER_LENGTH || !PRINTABLE.isWord(issuer)) {
            return Optional.of(
                    "must have at most " + MAX_ISSUER_LENGTH + " printable characters of ASCII without blanks");
        }
        boolean isOfOtherKind = findHost(issuer).filter(IssuerRules::isOfKind).isPresent();
        return switch (kind) {
            case GITHUB -> rule(issuer.equals(GITHUB), "must be " + GITHUB);
            case GOOGLE -> rule(issuer.equals(GOOGLE), "must be " + GOOGLE);
            case AWS -> rule(AWS.matcher(issuer).matches(), "must be https://<uuid>" + AWS_HOSTS);
            case GITLAB ->
                rule(
                        issuer.equals(GITLAB) || !isOfOtherKind,
                        "must be " + GITLAB + " or the URL of a GitLab of your own");
            case KUBERNETES, CUSTOM, PEOPLE ->
                rule(
                        !isOfOtherKind,
                        "must not be on a host of GitHub, GitLab, AWS or Google, which have kinds of" + " their own");
        };
    }

    private static Optional<String> rule(boolean isMet, String rule) {
        return isMet ? Optional.empty() : Optional.of(rule);
    }

    private static boolean isOfKind(String host) {
        return HOSTS_OF_KINDS.contains(host) || host.endsWith(AWS_HOSTS);
    }

    /** Returns the host of a URL in lower case, without the dot of an absolute name. */
    private static Optional<String> findHost(String url) {
        try {
            return Optional.ofNullable(new URI(url).getHost())
                    .map(host -> host.toLowerCase(Locale.ROOT))
                    .map(host -> host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns what the audiences of an issuer violate. Their number is not checked.
     *
     * @param issuer the {@code iss} of the issuer
     */
    public static List<ConstraintViolation> findAudienceViolations(String issuer, List<String> audiences) {
        List<ConstraintViolation> violations = new ArrayList<>();
        for (int i = 0; i < audiences.size(); i++) {
            String path = "audiences[" + i + "]";
            String audience = audiences.get(i);
            if (audience.length() < MIN_AUDIENCE_LENGTH
                    || audience.length() > MAX_AUDIENCE_LENGTH
                    || !PRINTABLE.isWord(audience)) {
                violations.add(violation(
                        path,
                        ViolationReason.PATTERN,
                        "must have " + MIN_AUDIENCE_LENGTH + " to " + MAX_AUDIENCE_LENGTH
                                + " printable characters of ASCII without blanks"));
            } else if (isForeign(audience.toLowerCase(Locale.ROOT), issuer)) {
                violations.add(violation(
                        path,
                        ViolationReason.FOREIGN_AUDIENCE,
                        "is the audience of another service or of the issuer. Use one that only Tokenry has, such as the"
                                + " URL of this API"));
            } else if (audiences.indexOf(audience) != i) {
                violations.add(violation(path, ViolationReason.DUPLICATE, "is a duplicate"));
            }
        }
        return violations;
    }

    private static boolean isForeign(String audience, String issuer) {
        String host = findHost(audience).orElseGet(() -> audience.split("[/:]", 2)[0]);
        return FOREIGN_AUDIENCES.contains(audience)
                || host.equals(GITHUB_HOST)
                || host.endsWith("." + GITHUB_HOST)
                || withoutSlash(audience).equals(withoutSlash(issuer.toLowerCase(Locale.ROOT)));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static ConstraintViolation violation(String path, ViolationReason reason, String rule) {
        return new ConstraintViolation(path, reason, path + " " + rule, ParameterLocation.PAYLOAD_BODY);
    }
}
