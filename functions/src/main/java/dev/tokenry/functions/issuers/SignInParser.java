package dev.tokenry.functions.issuers;

import static java.util.Objects.requireNonNullElse;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.text.AsciiSet;
import dev.tokenry.text.VisibleText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses the fields of an issuer that say how people sign in. */
record SignInParser(JsonBody body) {

    private static final int MAX_LENGTH = 256;
    private static final int MAX_URI_LENGTH = 512;
    private static final int MAX_URIS = 10;
    private static final String DEFAULT_SCOPE = "openid";
    private static final AsciiSet PRINTABLE = AsciiSet.of("!-~");
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+(?: [!#-\\[\\]-~]+)*");

    /** Claims of the protocol, of which who requests an id token chooses some, such as the nonce. */
    private static final Set<String> NOT_OF_A_PERSON =
            Set.of("iss", "aud", "exp", "nbf", "iat", "jti", "nonce", "azp", "auth_time", "acr", "amr", "sid");

    private static final String EMAIL = "email";

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private static final String CLIENT_ID = "clientId";
    private static final String REDIRECT_URIS = "redirectUris";
    private static final String SCOPE_FIELD = "scope";
    private static final String LINK_CLAIM = "linkClaim";
    private static final String LABEL = "label";

    /** Returns null for an issuer of another kind, which must not have the fields, and if they are invalid. */
    @Nullable
    SignIn parse(@Nullable IssuerKind kind) {
        if (kind != IssuerKind.PEOPLE) {
            Stream.of(CLIENT_ID, REDIRECT_URIS, SCOPE_FIELD, LINK_CLAIM, LABEL)
                    .filter(body::has)
                    .filter(_ -> kind != null)
                    .forEach(name -> body.violations()
                            .add(name, ViolationReason.INCONSISTENT, "applies to the kind people only"));
            return null;
        }
        String clientId = body.required(CLIENT_ID, this::word);
        List<String> redirectUris = body.required(REDIRECT_URIS, _ -> redirectUris());
        String scope = scope();
        String linkClaim = linkClaim();
        String label = label();
        return clientId == null || redirectUris == null
                ? null
                : new SignIn(clientId, redirectUris, scope, linkClaim, label);
    }

    private @Nullable String linkClaim() {
        String claim = word(LINK_CLAIM);
        if (claim != null && NOT_OF_A_PERSON.contains(claim)) {
            addUnsafeLinkClaim("must not be a claim of the protocol, because such a claim names no person: " + claim);
        } else if (EMAIL.equals(claim)) {
            addUnsafeLinkClaim("must not be email, which people can change at many identity providers");
        }
        return claim;
    }

    private void addUnsafeLinkClaim(String message) {
        body.violations().add(LINK_CLAIM, ViolationReason.UNSAFE_CLAIM, message);
    }

    private @Nullable String label() {
        String label = body.string(LABEL);
        if (label != null && !isLabel(label)) {
            body.violations()
                    .add(
                            LABEL,
                            ViolationReason.PATTERN,
                            "must have 1 to " + SignIn.MAX_LABEL_LENGTH + " characters, none of which is a control or"
                                    + " formatting character");
        }
        return label;
    }

    private static boolean isLabel(String text) {
        return VisibleText.isLine(text) && text.codePointCount(0, text.length()) <= SignIn.MAX_LABEL_LENGTH;
    }

    private @Nullable String word(String field) {
        String text = body.string(field);
        if (text != null && (text.length() > MAX_LENGTH || !PRINTABLE.isWord(text))) {
            body.violations()
                    .add(
                            field,
                            ViolationReason.PATTERN,
                            "must have 1 to " + MAX_LENGTH + " printable characters of ASCII without blanks");
        }
        return text;
    }

    private String scope() {
        String scope = requireNonNullElse(body.string(SCOPE_FIELD), DEFAULT_SCOPE);
        boolean isValid = scope.length() <= MAX_LENGTH
                && SCOPE.matcher(scope).matches()
                && List.of(scope.split(" ")).contains(DEFAULT_SCOPE);
        if (!isValid) {
            body.violations()
                    .add(
                            SCOPE_FIELD,
                            ViolationReason.PATTERN,
                            "must be scopes of the identity provider, openid among them, separated by single spaces");
        }
        return scope;
    }

    private @Nullable List<String> redirectUris() {
        List<String> uris = body.stringList(REDIRECT_URIS);
        if (uris == null) {
            return null;
        }
        if (uris.isEmpty() || uris.size() > MAX_URIS) {
            body.violations()
                    .add(REDIRECT_URIS, ViolationReason.OUT_OF_RANGE, "must contain 1 to " + MAX_URIS + " URIs");
        }
        for (int i = 0; i < uris.size(); i++) {
            String path = REDIRECT_URIS + "[" + i + "]";
            if (!isRedirectUri(uris.get(i))) {
                body.violations()
                        .add(
                                path,
                                ViolationReason.PATTERN,
                                "must be an https URL, or an http URL of this machine, without a fragment");
            } else if (uris.indexOf(uris.get(i)) < i) {
                body.violations().add(path, ViolationReason.DUPLICATE, "is a duplicate");
            }
        }
        return uris;
    }

    /**
     * A browser sends what is behind the URL to the host, which must be reached by TLS unless it is the same machine.
     */
    private static boolean isRedirectUri(String text) {
        if (text.length() > MAX_URI_LENGTH || !PRINTABLE.isWord(text)) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
