package dev.tokenry.emulator.s3;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.ReceivedRequest;
import dev.tokenry.emulator.io.RequestSignature;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request with its signature in the query string. */
final class PresignedRequest {

    private static final DateTimeFormatter DATE_FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration MAX_LIFETIME = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);

    private static final Set<String> REQUIRED_PARAMETERS = Set.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            RequestSignature.PARAMETER);

    private final ReceivedRequest request;
    private final AwsAccount account;
    private final Map<String, String> query;

    PresignedRequest(ReceivedRequest request, AwsAccount account) {
        this.request = request;
        this.account = account;
        this.query = query(request.rawQuery());
    }

    /** Rejects the request as S3 does, unless it is signed with the credentials of the account and has not expired. */
    void requireValid(Instant now) {
        requireParameters();
        Instant signedAt = signedAt();
        Duration lifetime = lifetime();
        RequestSignature signature = new RequestSignature(
                request, signedHeaders(), "UNSIGNED-PAYLOAD", parameter("X-Amz-Date"), account.region(), "s3");
        requireCredential(signature);
        if (now.isBefore(signedAt.minus(CLOCK_SKEW))) {
            throw S3Exception.accessDenied("Request is not yet valid");
        }
        if (now.isAfter(signedAt.plus(lifetime))) {
            throw S3Exception.accessDenied("Request has expired");
        }
        requireHeadersSigned();
        if (!signature.matches(
                parameter(RequestSignature.PARAMETER), account.credentials().secretAccessKey())) {
            throw S3Exception.signatureMismatch();
        }
    }

    private void requireParameters() {
        boolean signed = !Collections.disjoint(query.keySet(), REQUIRED_PARAMETERS);
        if (signed && !request.header("Authorization").isEmpty()) {
            throw S3Exception.twoSignatures();
        }
        if (!signed) {
            throw S3Exception.accessDenied("Access Denied");
        }
        if (!query.keySet().containsAll(REQUIRED_PARAMETERS)) {
            throw S3Exception.malformedSignature("Query-string authentication version 4 requires the X-Amz-Algorithm,"
                    + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires"
                    + " parameters.");
        }
        if (!parameter("X-Amz-Algorithm").equals(RequestSignature.ALGORITHM)) {
            throw S3Exception.malformedSignature("X-Amz-Algorithm only supports " + RequestSignature.ALGORITHM);
        }
    }

    private Instant signedAt() {
        try {
            return DATE_FORMAT.parse(parameter("X-Amz-Date"), Instant::from);
        } catch (DateTimeException e) {
            throw S3Exception.malformedSignature("X-Amz-Date must be in the ISO8601 format yyyyMMddTHHmmssZ");
        }
    }

    private Duration lifetime() {
        String seconds = parameter("X-Amz-Expires");
        if (!seconds.matches("[0-9]{1,6}")
                || Duration.ofSeconds(Long.parseLong(seconds)).compareTo(MAX_LIFETIME) > 0) {
            throw S3Exception.malformedSignature("X-Amz-Expires must be a number of seconds, at most 604800");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private void requireCredential(RequestSignature signature) {
        String[] credential = parameter("X-Amz-Credential").split("/", 2);
        Optional<String> sessionToken = Optional.ofNullable(query.get("X-Amz-Security-Token"));
        // S3 does not know the key id of temporary credentials without their session token.
        boolean incomplete = sessionToken.isEmpty() && account.sessionToken().isPresent();
        if (!credential[0].equals(account.credentials().accessKeyId()) || incomplete) {
            throw S3Exception.unknownAccessKey();
        }
        if (!sessionToken.equals(account.sessionToken())) {
            throw S3Exception.invalidSessionToken();
        }
        if (credential.length < 2 || !credential[1].equals(signature.scope())) {
            throw S3Exception.malformedSignature("The X-Amz-Credential parameter must end in " + signature.scope());
        }
    }

    /** Otherwise a holder of the URL could send it to another host, or add headers that the signer did not allow. */
    private void requireHeadersSigned() {
        List<String> signed = signedHeaders();
        if (!signed.contains("host")) {
            throw S3Exception.malformedSignature("The X-Amz-SignedHeaders parameter must contain host");
        }
        for (String name : request.headerNames()) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if ((lowerCase.startsWith("x-amz-") || lowerCase.equals("content-md5")) && !signed.contains(lowerCase)) {
                throw S3Exception.accessDenied("There were headers present in the request which were not signed");
            }
        }
    }

    private List<String> signedHeaders() {
        return List.of(parameter("X-Amz-SignedHeaders").split(";", -1));
    }

    private String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
        }
        query.remove("");
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
