package dev.tokenry.emulator.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.io.PhysicalResource;
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

class KmsEmulatorTest {

    private static final Map<String, Object> HMAC_KEY =
            Map.of("KeySpec", "HMAC_256", "KeyUsage", "GENERATE_VERIFY_MAC", "EnableKeyRotation", false);

    @TempDir
    Path directory;

    private AwsEmulator aws;
    private KmsClient kms;
    private String key;

    @BeforeEach
    void start() {
        aws = AwsEmulator.start(directory);
        kms = SdkClients.kms(aws);
        key = pepperKey(aws);
    }

    @AfterEach
    void stop() {
        kms.close();
        aws.close();
    }

    @Test
    void creating_a_resource_twice_returns_the_same_key() {
        PhysicalResource recreated = aws.create("PepperKey", "AWS::KMS::Key", HMAC_KEY);

        assertThat(recreated.attributes()).containsEntry("Arn", key).containsEntry("KeyId", recreated.ref());
        assertThat(aws.create("OtherKey", "AWS::KMS::Key", HMAC_KEY)).isNotEqualTo(recreated);
        assertThat(kms.listKeys().keys())
                .extracting(KeyListEntry::keyArn)
                .hasSize(2)
                .contains(key);
    }

    @Test
    void a_resource_with_an_unsupported_key_spec_is_rejected() {
        assertThatThrownBy(() -> aws.create("Other", "AWS::KMS::Key", Map.of("Description", "symmetric")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Other", "HMAC_256");
    }

    @Test
    void a_mac_is_the_same_by_key_id_and_arn_and_verifies() {
        String id = key.substring(key.lastIndexOf('/') + 1);
        SdkBytes mac = mac(key, "message/1");

        assertThat(mac.asByteArray()).hasSize(32);
        assertThat(mac(id, "message/1")).isEqualTo(mac);
        assertThat(mac(id, "message/2")).isNotEqualTo(mac);
        assertThat(kms.verifyMac(request -> request.keyId(id)
                                .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                                .message(SdkBytes.fromUtf8String("message/1"))
                                .mac(mac))
                        .macValid())
                .isTrue();
    }

    @Test
    void a_key_and_its_state_survive_a_restart() {
        SdkBytes mac = mac(key, "message");
        String other = aws.create("OtherKey", "AWS::KMS::Key", HMAC_KEY).ref();
        kms.disableKey(request -> request.keyId(other));
        stop();
        start();

        assertThat(mac(key, "message")).isEqualTo(mac);
        assertThat(metadata(other).keyState()).isEqualTo(KeyState.DISABLED);
    }

    @Test
    void a_created_key_is_described_like_kms() {
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
    void an_unsupported_key_spec_is_rejected() {
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
    void a_disabled_key_generates_no_mac_until_it_is_enabled() {
        kms.disableKey(request -> request.keyId(key));
        assertThatThrownBy(() -> mac(key, "message")).isInstanceOf(DisabledException.class);

        kms.enableKey(request -> request.keyId(key));
        assertThat(mac(key, "message").asByteArray()).hasSize(32);
    }

    @Test
    void a_key_pending_deletion_cannot_be_used() {
        var deletion = kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        assertThat(deletion.keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(metadata(key).deletionDate()).isEqualTo(deletion.deletionDate());
        assertThatThrownBy(() -> mac(key, "message")).isInstanceOf(KmsInvalidStateException.class);
        assertThatThrownBy(() -> kms.enableKey(request -> request.keyId(key)))
                .isInstanceOf(KmsInvalidStateException.class);
    }

    @Test
    void a_mac_of_another_message_is_rejected() {
        SdkBytes mac = mac(key, "message");
        assertThatThrownBy(() -> kms.verifyMac(request -> request.keyId(key)
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                        .message(SdkBytes.fromUtf8String("other"))
                        .mac(mac)))
                .isInstanceOf(KmsInvalidMacException.class);
    }

    @Test
    void parameters_are_checked_before_the_key_its_state_and_its_usage() {
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
    void an_unsupported_operation_is_reported_as_unknown() {
        assertThatThrownBy(() -> kms.listAliases())
                .satisfies(fault -> assertThat(code(fault)).isEqualTo("UnknownOperationException"));
    }

    @Test
    void calls_are_counted_by_operation() {
        mac(key, "one");
        mac(key, "two");

        assertThat(aws.kmsCallCount("GenerateMac")).isEqualTo(2);
        assertThat(aws.kmsCallCount("VerifyMac")).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_key_file_is_readable_only_by_its_owner_after_every_change() throws IOException {
        kms.disableKey(request -> request.keyId(key));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void a_damaged_key_file_is_reported_without_quoting_its_content() throws IOException {
        aws.close();
        String content = Files.readString(keyFile());
        String material =
                new ObjectMapper().readTree(content).at("/keys/0/material").asText();
        assertThat(Base64.getDecoder().decode(material)).hasSize(32);

        for (String damaged : new String[] {
            "",
            "garbage",
            "[]",
            "{\"keys\":[{}]}",
            content.substring(0, content.length() / 2),
            content.replace(material, "c2hvcnQ="),
            content.replace('"' + material + '"', "5"),
            content.replace('"' + material + '"', material),
            content.replace("Enabled", "Lost")
        }) {
            Files.writeString(keyFile(), damaged);
            assertThatThrownBy(() -> AwsEmulator.start(directory))
                    .isInstanceOf(EmulatorException.class)
                    .hasMessage("The data in " + directory + " is damaged: kms-keys.json does not contain keys."
                            + " Delete the directory to start with empty data.")
                    .hasNoCause();
        }
    }

    private Path keyFile() {
        return directory.resolve("kms-keys.json");
    }

    private static String pepperKey(AwsEmulator aws) {
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
