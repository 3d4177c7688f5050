package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.text.AsciiSet;
import dev.tokenry.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The KMS keys of the peppers.
 *
 * @param keyArns the ARN of the key of each pepper version
 * @param currentVersion the version of the pepper for new digests
 */
public record PepperKeys(Map<Integer, String> keyArns, int currentVersion) {

    private static final int MAX_VERSION_LENGTH = 4;
    private static final int ARN_PARTS = 6;
    private static final int ACCOUNT_LENGTH = 12;
    private static final String KEY_PREFIX = "key/";
    private static final AsciiSet PARTITION = AsciiSet.of("a-z-");
    private static final AsciiSet REGION = AsciiSet.of("a-z0-9-");
    private static final AsciiSet KEY_ID = AsciiSet.of("A-Za-z0-9-");

    public PepperKeys {
        keyArns = Map.copyOf(keyArns);
        if (!keyArns.containsKey(currentVersion)) {
            throw new IllegalArgumentException("No key is configured for pepper version " + currentVersion);
        }
        for (Map.Entry<Integer, String> key : keyArns.entrySet()) {
            // Aliases are not accepted: they can be pointed to another key without permission for the keys.
            if (key.getKey() < 1 || !isKeyArn(key.getValue())) {
                throw new IllegalArgumentException(
                        "Pepper version " + key.getKey() + " must be at least 1 and have the ARN of a KMS key");
            }
        }
    }

    /**
     * Parses the configuration of the peppers.
     *
     * @param keyArnsByVersion the keys in the form {@code 1=<arn>,2=<arn>}
     * @param currentVersion the version of the pepper for new digests
     * @throws IllegalArgumentException if the configuration is invalid
     */
    public static PepperKeys parse(String keyArnsByVersion, String currentVersion) {
        Map<Integer, String> keyArns = new LinkedHashMap<>();
        for (String pair : keyArnsByVersion.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0
                    || keyArns.put(parseVersion(pair.substring(0, equals)), pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "Pepper keys must have the form version=arn, separated by commas, each version once");
            }
        }
        return new PepperKeys(keyArns, parseVersion(currentVersion));
    }

    public Set<Integer> versions() {
        return keyArns.keySet();
    }

    /**
     * Returns the ARN of the key of a version.
     *
     * @throws ServiceUnavailableException if it has none
     */
    public String keyArn(int version) {
        String arn = keyArns.get(version);
        if (arn == null) {
            throw new ServiceUnavailableException("No key is configured for pepper version " + version);
        }
        return arn;
    }

    /** Returns whether the text has the form {@code arn:partition:kms:region:account:key/id}. */
    private static boolean isKeyArn(String text) {
        String[] parts = text.split(":", -1);
        return parts.length == ARN_PARTS
                && parts[0].equals("arn")
                && PARTITION.isWord(parts[1])
                && parts[2].equals("kms")
                && REGION.isWord(parts[3])
                && parts[4].length() == ACCOUNT_LENGTH
                && Text.isDigits(parts[4], ACCOUNT_LENGTH)
                && parts[5].startsWith(KEY_PREFIX)
                && KEY_ID.isWord(parts[5].substring(KEY_PREFIX.length()));
    }

    private static int parseVersion(String digits) {
        if (!Text.isDigits(digits, MAX_VERSION_LENGTH)) {
            throw new IllegalArgumentException("A pepper version must be a number of 1 to 4 digits: " + digits);
        }
        return Integer.parseInt(digits);
    }
}
