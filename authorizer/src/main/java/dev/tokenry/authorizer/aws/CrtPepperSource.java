package dev.tokenry.authorizer.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenry.authorizer.json.JsonStreams;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperRejectedException;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.SecretDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives peppers in KMS with the CRT. */
final class CrtPepperSource implements PepperSource {

    /** The errors that mean that the key must not be used, and not that KMS is unavailable. */
    private static final Set<String> REJECTIONS = Set.of(
            "AccessDeniedException",
            "DisabledException",
            "InvalidKeyUsageException",
            "KMSInvalidStateException",
            "NotFoundException");

    private final AwsJsonClient kms;
    private final PepperKeys keys;

    CrtPepperSource(AwsJsonClient kms, PepperKeys keys) {
        this.kms = kms;
        this.keys = keys;
    }

    @Override
    public Pepper derive(int version) {
        return begin(version).await();
    }

    @Override
    public Derivation begin(int version) {
        return new GenerateMac(version, kms, kms.begin("GenerateMac", request(keys.keyArn(version), version)));
    }

    private static byte[] request(String keyArn, int version) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonStreams.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("KeyId", keyArn);
            json.writeStringField("MacAlgorithm", "HMAC_SHA_256");
            json.writeFieldName("Message");
            json.writeBinary(PepperSource.message(version));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    private record GenerateMac(int version, AwsJsonClient client, AwsJsonClient.PendingCall call)
            implements Derivation {

        @Override
        public Pepper await() {
            try {
                byte[] mac = mac(call.await());
                if (mac == null || mac.length != SecretDigest.BYTES) {
                    throw new ServiceUnavailableException("KMS returned no HMAC-SHA-256");
                }
                return new Pepper(version, mac);
            } catch (ServiceErrorException e) {
                if (REJECTIONS.contains(e.error().code())) {
                    throw new PepperRejectedException("KMS rejected the key of pepper version " + version, e);
                }
                throw client.unavailable(e);
            } catch (IOException e) {
                throw new ServiceUnavailableException("KMS returned an invalid response", e);
            }
        }

        @Override
        public void cancel() {
            call.cancel();
        }

        private static byte @Nullable [] mac(byte[] body) throws IOException {
            byte[] mac = null;
            try (JsonParser json = JsonStreams.FACTORY.createParser(body)) {
                json.nextToken();
                AttributeJson.require(json, JsonToken.START_OBJECT);
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    JsonToken value = json.nextToken();
                    if (name.equals("Mac") && value == JsonToken.VALUE_STRING) {
                        mac = json.getBinaryValue();
                    } else {
                        json.skipChildren();
                    }
                }
                AttributeJson.require(json, JsonToken.END_OBJECT);
            }
            return mac;
        }
    }
}
