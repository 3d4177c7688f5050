package dev.tokenry.emulator.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.AwsAccount;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** An HMAC_256 key. Its material is written only to the key file. */
final class KmsKey {

    static final String SPEC = "HMAC_256";
    static final String USAGE = "GENERATE_VERIFY_MAC";
    static final String ALGORITHM = "HMAC_SHA_256";

    private static final int MATERIAL_BYTES = 32;

    /** The states of a key, as KMS names them. */
    enum State {
        Enabled,
        Disabled,
        PendingDeletion
    }

    private final AwsAccount account;
    private final String id;
    private final @Nullable String logicalId;
    private final byte[] material;
    private final Instant createdAt;
    private final State state;
    private final @Nullable Instant deletionDate;

    private KmsKey(
            AwsAccount account,
            String id,
            @Nullable String logicalId,
            byte[] material,
            Instant createdAt,
            State state,
            @Nullable Instant deletionDate) {
        this.account = account;
        this.id = id;
        this.logicalId = logicalId;
        this.material = material;
        this.createdAt = createdAt;
        this.state = state;
        this.deletionDate = deletionDate;
    }

    /** Creates a key with new material; the logical id is null if the key belongs to no resource of a template. */
    static KmsKey create(AwsAccount account, @Nullable String logicalId, Instant now) {
        byte[] material = new byte[MATERIAL_BYTES];
        new SecureRandom().nextBytes(material);
        return new KmsKey(account, UUID.randomUUID().toString(), logicalId, material, now, State.Enabled, null);
    }

    static KmsKey fromJson(AwsAccount account, JsonNode json) throws IOException {
        byte[] material = json.required("material").binaryValue();
        if (material == null || material.length != MATERIAL_BYTES) {
            throw new IOException("Invalid key material");
        }
        return new KmsKey(
                account,
                json.required("id").asText(),
                json.path("logicalId").textValue(),
                material,
                Instant.ofEpochSecond(json.required("created").longValue()),
                State.valueOf(json.required("state").asText()),
                json.has("deletion")
                        ? Instant.ofEpochSecond(json.get("deletion").longValue())
                        : null);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        if (logicalId != null) {
            json.put("logicalId", logicalId);
        }
        json.put("material", material)
                .put("created", createdAt.getEpochSecond())
                .put("state", state.name());
        if (deletionDate != null) {
            json.put("deletion", deletionDate.getEpochSecond());
        }
        return json;
    }

    /** Returns the metadata as DescribeKey does. */
    ObjectNode metadata() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("AWSAccountId", account.accountId())
                .put("KeyId", id)
                .put("Arn", arn())
                .put("CreationDate", createdAt.getEpochSecond())
                .put("Enabled", state == State.Enabled)
                .put("KeyState", state.name())
                .put("KeyUsage", USAGE)
                .put("KeySpec", SPEC)
                .put("CustomerMasterKeySpec", SPEC)
                .put("KeyManager", "CUSTOMER")
                .put("Origin", "AWS_KMS")
                .put("MultiRegion", false);
        json.putArray("MacAlgorithms").add(ALGORITHM);
        if (deletionDate != null) {
            json.put("DeletionDate", deletionDate.getEpochSecond());
        }
        return json;
    }

    String id() {
        return id;
    }

    String arn() {
        return account.arn("kms", "key/" + id);
    }

    State state() {
        return state;
    }

    boolean isFor(String resource) {
        return resource.equals(logicalId);
    }

    KmsKey withState(State newState) {
        return new KmsKey(account, id, logicalId, material, createdAt, newState, deletionDate);
    }

    KmsKey scheduledForDeletion(Instant time) {
        return new KmsKey(account, id, logicalId, material, createdAt, State.PendingDeletion, time);
    }

    byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(material, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
