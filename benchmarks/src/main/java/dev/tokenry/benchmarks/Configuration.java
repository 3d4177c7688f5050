package dev.tokenry.benchmarks;

import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import java.util.List;
import java.util.Locale;

/** A stack and how it is started. */
record Configuration(Stack stack, Layout layout, Cache cache, int cpus) {

    /** The cache of loaded and linked classes with which a JVM starts. */
    enum Cache {
        /** That of the JDK itself, which every JVM has. */
        NONE,
        /** A cache that was trained with this stack in this layout. */
        AOT
    }

    /** Returns the configuration of a stack with the layout, cache and CPUs of this one. */
    Configuration of(Stack other) {
        return new Configuration(other, layout, cache, cpus);
    }

    /** Returns this configuration without a limit of its CPUs, on which a cache does not depend. */
    Configuration ofAllCpus() {
        return new Configuration(stack, layout, cache, 2);
    }

    /** Returns the command that limits a process to the CPUs. */
    List<String> prefix() {
        return cpus == 1 ? List.of("taskset", "-c", "1") : List.of();
    }

    String label() {
        String variant =
                layout.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (cache == Cache.AOT ? " + AOT cache" : "");
        return stack.name() + ", " + (stack.runtime().isJava() ? variant + ", " : "")
                + (cpus == 1 ? "one CPU" : cpus + " CPUs");
    }
}
