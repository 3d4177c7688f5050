package dev.tokenry.emulator.io;

/** The ways in which requests to a service fail without a fault of the caller. */
public enum Fault {
    THROTTLED,
    FAILING
}
