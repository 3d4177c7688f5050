package dev.tokenry.benchmarks;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.nio.file.Path;

/**
 * A function to measure, with all that it is deployed with.
 *
 * @param taskRoot the directory of its unpacked zip
 * @param expected a part of the response to the event, so that no failure is measured
 */
record Stack(String name, FunctionSpec function, Path taskRoot, String expected) {

    @Override
    public String toString() {
        return name;
    }
}
