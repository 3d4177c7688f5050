package dev.tokenry.benchmarks.stacks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/**
 * The work of Tokenry's authorizer for a REST API in its shortest form, on SDK clients: it parses event and token, derives
 * the pepper in KMS, reads token, check value and owner, compares the digests, and returns a policy. It has no retries,
 * caches, metrics and rules of its own, so that a comparison with it favours it.
 */
public final class ReferenceAuthorizer {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern TOKEN = Pattern.compile("Api-Token ([a-z0-9]{2,12}\\.[A-Z2-7]{24})\\.([A-Z2-7]{64})");
    private static final String KEY = "pk";
    private static final String PEPPER_VERSION = "1";
    private static final AttributeValue SCOPE = AttributeValue.fromS("apiTokens.write");

    private final DynamoDbClient dynamoDb;
    private final KmsClient kms;
    private final String table;
    private final String keyArn;
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private volatile @Nullable SecretKeySpec pepper;

    /** @param environment the variables of the authorizer in Tokenry's template */
    public ReferenceAuthorizer(DynamoDbClient dynamoDb, KmsClient kms, Map<String, String> environment) {
        this.dynamoDb = dynamoDb;
        this.kms = kms;
        table = Objects.requireNonNull(environment.get("TABLE_NAME"));
        keyArn = Objects.requireNonNull(environment.get("PEPPER_KEYS")).substring((PEPPER_VERSION + "=").length());
    }

    /**
     * Whether a request is allowed, and on behalf of whom.
     *
     * @param principal the id of the token
     */
    public record Decision(String principal, boolean allowed) {}

    public void authorize(InputStream input, OutputStream output) throws IOException {
        Event event = Event.parse(input);
        Decision decision = decide(event.authorization());
        writePolicy(decision.principal(), decision.allowed() ? "Allow" : "Deny", event.methodArn(), output);
    }

    /** @throws RuntimeException if the header has no token that is valid */
    public Decision decide(String authorization) {
        var token = TOKEN.matcher(authorization);
        if (!token.matches()) {
            throw new IllegalArgumentException("Unauthorized");
        }
        String id = token.group(1);
        Map<String, Map<String, AttributeValue>> items = readCredential(id);
        Map<String, AttributeValue> item = present(items.get(id));
        byte[] stored = present(item.get("digest")).b().asByteArrayUnsafe();
        if (!MessageDigest.isEqual(digest(id, token.group(2)), stored)) {
            throw new IllegalArgumentException("Unauthorized");
        }
        boolean allowed = present(item.get("enabled")).bool()
                && present(item.get("scopes")).l().contains(SCOPE);
        return new Decision(id, allowed);
    }

    /** Reads the token and its owner: in one call, or in two if the owner is not known yet. */
    private Map<String, Map<String, AttributeValue>> readCredential(String id) {
        String knownOwner = owners.get(id);
        if (knownOwner != null) {
            return read(List.of(id, knownOwner));
        }
        Map<String, Map<String, AttributeValue>> items = read(List.of(id, "pepper#" + PEPPER_VERSION));
        String owner = "user#" + present(present(items.get(id)).get("owner")).s();
        owners.put(id, owner);
        dynamoDb.getItem(request -> request.tableName(table)
                .key(Map.of(KEY, AttributeValue.fromS(owner)))
                .consistentRead(true));
        return items;
    }

    private Map<String, Map<String, AttributeValue>> read(List<String> keys) {
        KeysAndAttributes read = KeysAndAttributes.builder()
                .keys(keys.stream()
                        .map(key -> Map.of(KEY, AttributeValue.fromS(key)))
                        .toList())
                .consistentRead(true)
                .build();
        return present(dynamoDb.batchGetItem(request -> request.requestItems(Map.of(table, read)))
                        .responses()
                        .get(table))
                .stream()
                .collect(Collectors.toMap(item -> present(item.get(KEY)).s(), item -> item));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "Unauthorized");
    }

    private byte[] digest(String id, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(pepper());
            Stream.of("tokenry/secret/v1", "\0", id, "\0", secret)
                    .forEach(part -> mac.update(part.getBytes(StandardCharsets.US_ASCII)));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKeySpec pepper() {
        SecretKeySpec derived = pepper;
        if (derived == null) {
            SdkBytes mac = kms.generateMac(request -> request.keyId(keyArn)
                            .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                            .message(SdkBytes.fromUtf8String("tokenry/pepper/" + PEPPER_VERSION)))
                    .mac();
            derived = new SecretKeySpec(mac.asByteArrayUnsafe(), "HmacSHA256");
            pepper = derived;
        }
        return derived;
    }

    private static void writePolicy(String principal, String effect, String arn, OutputStream output)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(output)) {
            json.writeStartObject();
            json.writeStringField("principalId", principal);
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            json.writeStartObject();
            json.writeStringField("Action", "execute-api:Invoke");
            json.writeStringField("Effect", effect);
            json.writeStringField("Resource", arn);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** What the handler needs of an event. */
    private record Event(String authorization, String methodArn) {

        static Event parse(InputStream input) throws IOException {
            String authorization = "";
            String methodArn = "";
            try (JsonParser parser = JSON.createParser(input)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token != JsonToken.FIELD_NAME) {
                        continue;
                    }
                    String name = parser.currentName();
                    if (parser.nextToken() == JsonToken.VALUE_STRING) {
                        if (name.equals("methodArn")) {
                            methodArn = parser.getText();
                        } else if (name.equals("Authorization")) {
                            authorization = parser.getText();
                        }
                    }
                }
            }
            return new Event(authorization, methodArn);
        }
    }
}
