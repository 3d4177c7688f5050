package dev.tokenry.functions.issuers;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.tokenry.administration.IssuerDetails;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.IssuerRules;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetParser;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.Violations;
import dev.tokenry.model.NameRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses the body of a put request. */
record PutIssuerRequestParser(JsonBody body) {

    private static final long MIN_MAX_AGE_SECONDS = 60;
    private static final long MAX_MAX_AGE_SECONDS = 86_400;
    private static final long DEFAULT_MAX_AGE_SECONDS = 3_600;

    private static final String SINGLE_USE = "singleUse";
    private static final String JWKS = "jwks";
    private static final String AUDIENCES = "audiences";

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    IssuerDetails parse(String name) {
        requireName(name);
        IssuerKind kind = body.required("kind", field -> body.enumValue(field, IssuerKind.class));
        String issuer = issuer(kind);
        SignIn signIn = new SignInParser(body).parse(kind);
        List<String> audiences = kind == IssuerKind.PEOPLE ? audiencesOf(signIn) : audiences(issuer);
        KeySet keys = keys(kind);
        boolean isSingleUse = isSingleUse(kind);
        Long maxAge = body.longBetween("maxAgeSeconds", MIN_MAX_AGE_SECONDS, MAX_MAX_AGE_SECONDS);
        Boolean enabled = body.bool("enabled");
        body.throwIfInvalid();
        return new IssuerDetails(
                requireNonNull(kind),
                requireNonNull(issuer),
                requireNonNull(audiences),
                keys,
                isSingleUse,
                Duration.ofSeconds(requireNonNullElse(maxAge, DEFAULT_MAX_AGE_SECONDS)),
                signIn,
                !Boolean.FALSE.equals(enabled));
    }

    private Violations violations() {
        return body.violations();
    }

    private void requireName(String name) {
        if (!NameRules.isValidProject(name)) {
            violations()
                    .add(
                            "name",
                            ViolationReason.PATTERN,
                            "must match " + NameRules.PROJECT_PATTERN,
                            ParameterLocation.PATH);
        }
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(name)) {
            violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
    }

    /** A kind that has one issuer only does not need it. */
    private @Nullable String issuer(@Nullable IssuerKind kind) {
        if (kind == null) {
            return body.string("issuer");
        }
        Optional<String> fixed = IssuerRules.fixedIssuer(kind);
        if (fixed.isPresent() && !body.has("issuer")) {
            return fixed.get();
        }
        String issuer = body.required("issuer", body::string);
        if (issuer != null) {
            violations().addAll(IssuerRules.findViolations(kind, issuer));
        }
        return issuer;
    }

    /** The one audience of id tokens for people is the id of the client. */
    private @Nullable List<String> audiencesOf(@Nullable SignIn signIn) {
        List<String> audiences = body.stringList(AUDIENCES);
        List<String> client = signIn == null ? null : List.of(signIn.clientId());
        if (audiences != null && client != null && !audiences.equals(client)) {
            violations().add(AUDIENCES, ViolationReason.INCONSISTENT, "must be the clientId alone");
        }
        return client;
    }

    private @Nullable List<String> audiences(@Nullable String issuer) {
        List<String> audiences = body.required(AUDIENCES, body::stringList);
        if (audiences == null) {
            return null;
        }
        if (audiences.isEmpty() || audiences.size() > Issuer.MAX_AUDIENCES) {
            violations()
                    .add(
                            AUDIENCES,
                            ViolationReason.OUT_OF_RANGE,
                            "must contain 1 to " + Issuer.MAX_AUDIENCES + " audiences");
        }
        if (issuer != null) {
            violations().addAll(IssuerRules.findAudienceViolations(issuer, audiences));
        }
        return audiences;
    }

    private @Nullable KeySet keys(@Nullable IssuerKind kind) {
        String text = body.objectText(JWKS);
        if (text == null) {
            return null;
        }
        if (kind != null && kind != IssuerKind.KUBERNETES) {
            violations().add(JWKS, ViolationReason.INCONSISTENT, "applies to the kind kubernetes only");
            return null;
        }
        KeySet keys = KeySetParser.parse(text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        if (keys == null) {
            violations()
                    .add(
                            JWKS,
                            ViolationReason.PATTERN,
                            "must be a JWK set (RFC 7517) with 1 to " + KeySet.MAX_KEYS
                                    + " public keys for signatures, each with a kid");
        }
        return keys;
    }

    /** A token of Kubernetes is a file that is read again. */
    private boolean isSingleUse(@Nullable IssuerKind kind) {
        Boolean singleUse = body.bool(SINGLE_USE);
        if (kind == IssuerKind.PEOPLE && Boolean.FALSE.equals(singleUse)) {
            violations().add(SINGLE_USE, ViolationReason.INCONSISTENT, "must be true for the kind people");
        }
        return requireNonNullElse(singleUse, kind != IssuerKind.KUBERNETES);
    }
}
