package dev.tokenry.backend;

import java.net.URI;
import java.util.Optional;

/** Starts a backend that only a profile of the build puts on the class path, as a service of {@code ServiceLoader}. */
public interface BackendProvider {

    /** Returns why the backend cannot run on this machine, or nothing if it can. */
    Optional<String> obstacle();

    /** Starts the backend, which runs until this process ends, and returns its endpoint. */
    URI start();
}
