package dev.tokenry.emulator;

import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.lambda.HandlerFactory;
import java.time.Duration;

/**
 * The choices that an application makes for its emulated account.
 *
 * @param region the region of all resources
 * @param accountId the id of the account of all resources
 * @param namePrefix prefix of the names of tables and buckets to which the template gives no name
 * @param resetHint sentence that tells the user how to discard stored data; it ends messages about unusable data
 * @param portHint clause that tells the user how to choose another port; it ends the message about a port in use
 * @param handlers creates the instances of Java handler classes
 * @param hosts the host names under which the APIs can be called
 * @param longestBatchingWindow how long an event source mapping gathers records at most; replaces longer windows
 */
public record EmulatorOptions(
        String region,
        String accountId,
        String namePrefix,
        String resetHint,
        String portHint,
        HandlerFactory handlers,
        AllowedHosts hosts,
        Duration longestBatchingWindow) {

    /** Region {@code eu-central-1}, account {@code 000000000000}, and handlers as Lambda creates them. */
    public static final EmulatorOptions DEFAULT = new EmulatorOptions(
            "eu-central-1",
            "000000000000",
            "local-",
            "Delete the directory to start with empty data.",
            "choose another port",
            HandlerFactory.DEFAULT,
            AllowedHosts.LOOPBACK,
            // The maximum of Lambda.
            Duration.ofMinutes(5));

    /** Returns these options with handlers that are created in another way. */
    public EmulatorOptions withHandlers(HandlerFactory factory) {
        return new EmulatorOptions(
                region, accountId, namePrefix, resetHint, portHint, factory, hosts, longestBatchingWindow);
    }

    /** Returns these options with another host name for the APIs. */
    public EmulatorOptions withHost(String host) {
        return new EmulatorOptions(
                region, accountId, namePrefix, resetHint, portHint, handlers, hosts.and(host), longestBatchingWindow);
    }
}
