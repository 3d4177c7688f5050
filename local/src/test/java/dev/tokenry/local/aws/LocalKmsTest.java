package dev.tokenry.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class LocalKmsTest {

    private static final Map<String, Object> HMAC_KEY =
            Map.of("KeySpec", "HMAC_256", "KeyUsage", "GENERATE_VERIFY_MAC", "EnableKeyRotation", false);

    @TempDir
    Path folder;

    private LocalAws aws;
    private KmsClient kms;
    private String key;

    @BeforeEach
    void start() {
        aws = LocalAws.start(folder);
        kms = Clients.kms(aws);
        key = pepperKey(aws);
    }

    @AfterEach
    void stop() {
        kms.close();
        aws.close();
    }

    @Test
    void a_resource_is_one_key_however_often_it_is_created() {
        LocalAws.Physical again = aws.create("PepperKey", "AWS::KMS::Key", HMAC_KEY);

        assertThat(again.attributes()).containsEntry("Arn", key).containsEntry("KeyId", again.ref());
        assertThat(aws.create("OtherKey", "AWS::KMS::Key", HMAC_KEY)).isNotEqualTo(again);
        assertThat(kms.listKeys().keys())
                .extracting(KeyListEntry::keyArn)
                .hasSize(2)
                .contains(key);
    }

    @Test
    void a_resource_of_another_kind_of_key_is_refused_by_name() {
        assertThatThrownBy(() -> aws.create("Other", "AWS::KMS::Key", Map.of("Description", "symmetric")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Other", "HMAC_256");
    }

    @Test
    void a_mac_is_the_same_by_id_and_arn_and_verifies() {
        String id = key.substring(key.lastIndexOf('/') + 1);
        SdkBytes mac = mac(key, "tokenry/pepper/1");

        assertThat(mac.asByteArray()).hasSize(32);
        assertThat(mac(id, "tokenry/pepper/1")).isEqualTo(mac);
        assertThat(mac(id, "tokenry/pepper/2")).isNotEqualTo(mac);
        assertThat(kms.verifyMac(request -> request.keyId(id)
                                .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                                .message(SdkBytes.fromUtf8String("tokenry/pepper/1"))
                                .mac(mac))
                        .macValid())
                .isTrue();
    }

    @Test
    void a_key_and_its_state_are_there_again_in_the_next_run() {
        SdkBytes mac = mac(key, "message");
        String other = aws.create("OtherKey", "AWS::KMS::Key", HMAC_KEY).ref();
        kms.disableKey(request -> request.keyId(other));
        stop();
        start();

        assertThat(mac(key, "message")).isEqualTo(mac);
        assertThat(metadata(other).keyState()).isEqualTo(KeyState.DISABLED);
    }

    @Test
    void a_created_key_is_described_as_kms_does() {
        KeyMetadata created = kms.createKey(
                        request -> request.keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC))
                .keyMetadata();

        assertThat(metadata(created.arn())).isEqualTo(created);
        assertThat(created.macAlgorithms()).containsExactly(MacAlgorithmSpec.HMAC_SHA_256);
        assertThat(created.keySpec()).isEqualTo(KeySpec.HMAC_256);
        assertThat(created.enabled()).isTrue();
        assertThat(created.creationDate()).isNotNull();
    }

    @Test
    void another_kind_of_key_is_not_made() {
        assertThatThrownBy(() -> kms.createKey()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> kms.createKey(request -> request.keySpec(KeySpec.HMAC_256)))
                .satisfies(fault -> assertThat(code(fault)).isEqualTo("ValidationException"));
    }

    @Test
    void an_unknown_key_is_not_found() {
        assertThatThrownBy(() -> mac("00000000-0000-0000-0000-000000000000", "message"))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> mac("alias/pepper", "message")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_disabled_key_makes_no_mac_until_it_is_enabled() {
        kms.disableKey(request -> request.keyId(key));
        assertThatThrownBy(() -> mac(key, "message")).isInstanceOf(DisabledException.class);

        kms.enableKey(request -> request.keyId(key));
        assertThat(mac(key, "message").asByteArray()).hasSize(32);
    }

    @Test
    void a_key_that_waits_for_its_deletion_does_nothing_more() {
        var deletion = kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        assertThat(deletion.keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(metadata(key).deletionDate()).isEqualTo(deletion.deletionDate());
        assertThatThrownBy(() -> mac(key, "message")).isInstanceOf(KmsInvalidStateException.class);
        assertThatThrownBy(() -> kms.enableKey(request -> request.keyId(key)))
                .isInstanceOf(KmsInvalidStateException.class);
    }

    @Test
    void a_mac_of_another_message_is_refused() {
        SdkBytes mac = mac(key, "message");
        assertThatThrownBy(() -> kms.verifyMac(request -> request.keyId(key)
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                        .message(SdkBytes.fromUtf8String("other"))
                        .mac(mac)))
                .isInstanceOf(KmsInvalidMacException.class);
    }

    @Test
    void parameters_are_looked_at_before_the_key_its_state_and_its_use() {
        kms.disableKey(request -> request.keyId(key));

        assertThatThrownBy(() -> mac("absent", "x".repeat(4097)))
                .satisfies(fault -> assertThat(code(fault)).isEqualTo("ValidationException"));
        assertThatThrownBy(() -> mac("absent", ""))
                .satisfies(fault -> assertThat(code(fault)).isEqualTo("ValidationException"));
        assertThatThrownBy(() -> mac(key, "message", MacAlgorithmSpec.HMAC_SHA_512))
                .isInstanceOf(DisabledException.class);
        kms.enableKey(request -> request.keyId(key));
        assertThatThrownBy(() -> mac(key, "message", MacAlgorithmSpec.HMAC_SHA_512))
                .isInstanceOf(InvalidKeyUsageException.class);
        assertThat(mac(key, "x".repeat(4096)).asByteArray()).hasSize(32);
    }

    @Test
    void an_operation_that_is_not_here_is_unknown() {
        assertThatThrownBy(() -> kms.listAliases())
                .satisfies(fault -> assertThat(code(fault)).isEqualTo("UnknownOperationException"));
    }

    @Test
    void calls_are_counted_by_operation() {
        mac(key, "one");
        mac(key, "two");

        assertThat(aws.kmsCalls("GenerateMac")).isEqualTo(2);
        assertThat(aws.kmsCalls("VerifyMac")).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_key_file_is_closed_to_other_users_after_every_change() throws IOException {
        kms.disableKey(request -> request.keyId(key));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void a_damaged_key_file_is_one_clear_exception_that_quotes_nothing_of_it() throws IOException {
        aws.close();
        String whole = Files.readString(keyFile());
        String material =
                new ObjectMapper().readTree(whole).at("/keys/0/material").asText();
        assertThat(Base64.getDecoder().decode(material)).hasSize(32);

        for (String damaged : new String[] {
            "",
            "garbage",
            "[]",
            "{\"keys\":[{}]}",
            whole.substring(0, whole.length() / 2),
            whole.replace(material, "c2hvcnQ="),
            whole.replace('"' + material + '"', "5"),
            whole.replace('"' + material + '"', material),
            whole.replace("Enabled", "Lost")
        }) {
            Files.writeString(keyFile(), damaged);
            assertThatThrownBy(() -> LocalAws.start(folder))
                    .isInstanceOf(LocalAwsException.class)
                    .hasMessage("The data in " + folder + " is damaged: kms-keys.json does not hold keys."
                            + " Run with --fresh to start anew.")
                    .hasNoCause();
        }
    }

    private Path keyFile() {
        return folder.resolve("kms-keys.json");
    }

    private static String pepperKey(LocalAws aws) {
        return aws.create("PepperKey", "AWS::KMS::Key", HMAC_KEY).attributes().get("Arn");
    }

    private KeyMetadata metadata(String keyId) {
        return kms.describeKey(request -> request.keyId(keyId)).keyMetadata();
    }

    private SdkBytes mac(String keyId, String message) {
        return mac(keyId, message, MacAlgorithmSpec.HMAC_SHA_256);
    }

    private SdkBytes mac(String keyId, String message, MacAlgorithmSpec algorithm) {
        return kms.generateMac(request ->
                        request.keyId(keyId).macAlgorithm(algorithm).message(SdkBytes.fromUtf8String(message)))
                .mac();
    }

    private static String code(Throwable fault) {
        return ((KmsException) fault).awsErrorDetails().errorCode();
    }
}
