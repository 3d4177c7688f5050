package dev.tokenry.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The key ARN of each pepper version in use, and the version that new digests are made with. */
public record PepperKeys(Map<Integer, String> keyArns, int currentVersion) {

    public PepperKeys {
        keyArns = Map.copyOf(keyArns);
        if (!keyArns.containsKey(currentVersion)) {
            throw new IllegalArgumentException("No key is given for pepper version " + currentVersion);
        }
        for (Map.Entry<Integer, String> key : keyArns.entrySet()) {
            // An alias can be pointed at another key, by people who may not touch the key itself.
            if (key.getKey() < 1 || !key.getValue().matches("arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+")) {
                throw new IllegalArgumentException("Pepper version " + key.getKey() + " needs the ARN of a KMS key");
            }
        }
    }

    /** Reads {@code 1=<arn>,2=<arn>}. */
    public static PepperKeys parse(String keyArnsByVersion, String currentVersion) {
        Map<Integer, String> keyArns = new LinkedHashMap<>();
        for (String pair : keyArnsByVersion.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || keyArns.put(parseVersion(pair.substring(0, equals)), pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "Pepper keys are written version=arn, comma-separated, each version once");
            }
        }
        return new PepperKeys(keyArns, parseVersion(currentVersion));
    }

    public Set<Integer> versions() {
        return keyArns.keySet();
    }

    private static int parseVersion(String digits) {
        if (!digits.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("Not a pepper version: " + digits);
        }
        return Integer.parseInt(digits);
    }
}
