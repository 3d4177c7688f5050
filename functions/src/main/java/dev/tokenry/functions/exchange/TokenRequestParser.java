package dev.tokenry.functions.exchange;

import dev.tokenry.administration.ExchangeToken;
import dev.tokenry.exchange.IdTokenParser;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.functions.exchange.TokenRequestException.Code;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.FormParameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the form of a request. Parameters that are not known are ignored (RFC 6749, section 3.2), but none that a
 * client relies on: credentials of a client are rejected.
 */
final class TokenRequestParser {

    private static final String GRANT_TYPE = "grant_type";
    private static final String SUBJECT_TOKEN = "subject_token";
    private static final String SUBJECT_TOKEN_TYPE = "subject_token_type";
    private static final String REQUESTED_TOKEN_TYPE = "requested_token_type";
    private static final String AUDIENCE = "audience";
    private static final String RESOURCE = "resource";
    private static final String SCOPE = "scope";

    private static final String CLIENT_ID = "client_id";
    private static final String CODE = "code";
    private static final String CODE_VERIFIER = "code_verifier";
    private static final String REDIRECT_URI = "redirect_uri";

    private static final String EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String CODE_GRANT = "authorization_code";

    /** The trust by which people sign in to the console. */
    private static final String DEFAULT_SIGN_IN_TRUST = "console";

    private static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:";
    private static final Set<String> ID_TOKEN_TYPES = Set.of(TOKEN_TYPE + "id_token", TOKEN_TYPE + "jwt");

    /** The type of a token that the endpoint gives. */
    static final String ACCESS_TOKEN_TYPE = TOKEN_TYPE + "access_token";

    private static final List<String> NOT_ACCEPTED = List.of("client_secret", "actor_token");

    private static final Set<String> KNOWN = Set.of(
            GRANT_TYPE,
            SUBJECT_TOKEN,
            SUBJECT_TOKEN_TYPE,
            REQUESTED_TOKEN_TYPE,
            AUDIENCE,
            RESOURCE,
            SCOPE,
            "actor_token",
            "actor_token_type",
            CLIENT_ID,
            CODE,
            CODE_VERIFIER,
            REDIRECT_URI,
            "client_secret");

    private final FormParameters form;

    private TokenRequestParser(FormParameters form) {
        this.form = form;
    }

    /**
     * Returns the exchange that a request asks for.
     *
     * @throws TokenRequestException if the request is not one
     */
    static ExchangeToken.Command parse(ApiRequest request) {
        if (request.hasHeader("Authorization")) {
            throw invalid("The header Authorization is not accepted. The id token or code authenticates the request.");
        }
        return new TokenRequestParser(request.form()).exchange();
    }

    private ExchangeToken.Command exchange() {
        requireOnce();
        String grant = required(GRANT_TYPE);
        if (!grant.equals(EXCHANGE_GRANT) && !grant.equals(CODE_GRANT)) {
            throw new TokenRequestException(
                    Code.UNSUPPORTED_GRANT_TYPE,
                    "The parameter grant_type must be " + EXCHANGE_GRANT + " or " + CODE_GRANT + ".");
        }
        NOT_ACCEPTED.stream().filter(name -> form.names().contains(name)).forEach(name -> {
            throw invalid("The parameter " + name + " is not accepted.");
        });
        return grant.equals(CODE_GRANT) ? code() : idToken();
    }

    private ExchangeToken.Command idToken() {
        String idToken = required(SUBJECT_TOKEN);
        if (idToken.length() > IdTokenParser.MAX_LENGTH) {
            throw invalid("The parameter subject_token must have at most " + IdTokenParser.MAX_LENGTH + " characters.");
        }
        requireIdTokenType(required(SUBJECT_TOKEN_TYPE));
        requireNoResource();
        if (form.find(REQUESTED_TOKEN_TYPE)
                .filter(type -> !type.equals(ACCESS_TOKEN_TYPE))
                .isPresent()) {
            throw invalid("The parameter requested_token_type must be " + ACCESS_TOKEN_TYPE + ".");
        }
        return new ExchangeToken.Command(required(AUDIENCE), idToken, scopes());
    }

    private ExchangeToken.Command code() {
        String clientId = required(CLIENT_ID);
        String code = required(CODE);
        if (code.length() > AuthorizationCode.MAX_LENGTH) {
            throw invalid("The parameter code must have at most " + AuthorizationCode.MAX_LENGTH + " characters.");
        }
        String verifier = required(CODE_VERIFIER);
        if (!AuthorizationCode.isVerifier(verifier)) {
            throw invalid("The parameter code_verifier must have 43 to 128 unreserved characters.");
        }
        String redirectUri = required(REDIRECT_URI);
        requireNoResource();
        return new ExchangeToken.Command(
                form.find(AUDIENCE).orElse(DEFAULT_SIGN_IN_TRUST),
                new ExchangeToken.Proof.Code(new AuthorizationCode(clientId, redirectUri, code, verifier)),
                scopes());
    }

    private void requireNoResource() {
        if (form.names().contains(RESOURCE)) {
            throw new TokenRequestException(
                    Code.INVALID_TARGET, "The parameter resource is not supported. Name the trust in audience.");
        }
    }

    /** Which of two values counts is not defined, so that another program could read the other one. */
    private void requireOnce() {
        KNOWN.stream().sorted().filter(form::isRepeated).forEach(name -> {
            throw invalid("The parameter " + name + " must not be repeated.");
        });
    }

    private static void requireIdTokenType(String type) {
        if (type.equals(ACCESS_TOKEN_TYPE)) {
            throw invalid("Access tokens are not exchanged. The parameter subject_token_type must be " + TOKEN_TYPE
                    + "id_token or " + TOKEN_TYPE + "jwt.");
        }
        if (!ID_TOKEN_TYPES.contains(type)) {
            throw invalid(
                    "The parameter subject_token_type must be " + TOKEN_TYPE + "id_token or " + TOKEN_TYPE + "jwt.");
        }
    }

    private Optional<List<String>> scopes() {
        return form.find(SCOPE)
                .map(text -> List.of(text.split(" ")).stream()
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList())
                .filter(names -> !names.isEmpty());
    }

    private String required(String name) {
        return form.find(name).orElseThrow(() -> invalid("The parameter " + name + " is required."));
    }

    private static TokenRequestException invalid(String description) {
        return new TokenRequestException(Code.INVALID_REQUEST, description);
    }
}
