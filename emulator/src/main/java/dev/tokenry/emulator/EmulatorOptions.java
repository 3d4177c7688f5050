package dev.tokenry.emulator;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.lambda.HandlerFactory;

/**
 * The choices that an application makes for its emulated account.
 *
 * @param account region, account id and credentials
 * @param namePrefix prefix of the names of tables and buckets to which the template gives no name
 * @param resetHint sentence that tells the user how to discard stored data; it ends messages about unusable data
 * @param portHint clause that tells the user how to choose another port; it ends the message about a port in use
 * @param handlers creates the instances of Java handler classes
 */
public record EmulatorOptions(
        AwsAccount account, String namePrefix, String resetHint, String portHint, HandlerFactory handlers) {

    /** Region {@code eu-central-1}, account {@code 000000000000}, and handlers as Lambda creates them. */
    public static final EmulatorOptions DEFAULT = new EmulatorOptions(
            new AwsAccount("eu-central-1", "000000000000", "EMULATOR", "emulator"),
            "local-",
            "Delete the directory to start with empty data.",
            "choose another port",
            HandlerFactory.DEFAULT);
}
