package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
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

    public PepperKeys {
        keyArns = Map.copyOf(keyArns);
        if (!keyArns.containsKey(currentVersion)) {
            throw new IllegalArgumentException("No key is configured for pepper version " + currentVersion);
        }
        for (Map.Entry<Integer, String> key : keyArns.entrySet()) {
            // Aliases are not accepted: they can be pointed to another key without permission for the keys.
            if (key.getKey() < 1 || !key.getValue().matches("arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+")) {
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

    private static int parseVersion(String digits) {
        if (!digits.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("A pepper version must be a number of 1 to 4 digits: " + digits);
        }
        return Integer.parseInt(digits);
    }
}
