package dev.tokenry.emulator.io;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accepts requests that are signed in the {@code Authorization} header with the credentials of the account. The access
 * key id alone is not enough: presigned URLs contain it.
 */
public final class RequestAuthenticator {

    private static final Pattern AUTHORIZATION = Pattern.compile(RequestSignature.ALGORITHM
            + " +Credential=([A-Za-z0-9]+)/([^, ]+), *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{8}T[0-9]{6}Z");

    private final AwsAccount account;
    private final String service;

    /** @param service the name in the scope of the signature, such as {@code kms} */
    public RequestAuthenticator(AwsAccount account, String service) {
        this.account = account;
        this.service = service;
    }

    /** @throws RequestRejectedException unless the request is signed with the credentials of the account */
    public void requireSigned(ReceivedRequest request, byte[] body) {
        Matcher authorization = AUTHORIZATION.matcher(single(request, "Authorization")
                .orElseThrow(() -> new RequestRejectedException(
                        "MissingAuthenticationTokenException", "Request is missing Authentication Token")));
        Matcher timestamp = TIMESTAMP.matcher(single(request, "X-Amz-Date").orElse(""));
        if (!authorization.matches() || !timestamp.matches()) {
            throw new RequestRejectedException(
                    "IncompleteSignatureException",
                    "The request needs one X-Amz-Date header and one Authorization header with Credential,"
                            + " SignedHeaders and Signature");
        }
        if (!authorization.group(1).equals(account.credentials().accessKeyId())
                || !single(request, "X-Amz-Security-Token").equals(account.sessionToken())) {
            throw new RequestRejectedException(
                    "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        RequestSignature signature = new RequestSignature(
                request,
                List.of(authorization.group(3).split(";", -1)),
                RequestSignature.sha256(body),
                timestamp.group(),
                account.region(),
                service);
        if (!authorization.group(2).equals(signature.scope())
                || !signature.signedHeaders().contains("host")
                || !signature.matches(
                        authorization.group(4), account.credentials().secretAccessKey())) {
            throw new RequestRejectedException(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided.");
        }
    }

    private static Optional<String> single(ReceivedRequest request, String header) {
        List<String> values = request.header(header);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** A request is not signed by the account. */
    public static final class RequestRejectedException extends RuntimeException {

        private final String type;

        private RequestRejectedException(String type, String message) {
            super(message);
            this.type = type;
        }

        String type() {
            return type;
        }

        /** Returns the body of the response, which has status 400. */
        public String json() {
            return EmulatorJson.toString(Map.of("__type", type, "message", String.valueOf(getMessage())));
        }
    }
}
