package dev.tokenry.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads class path resources as UTF-8. */
public final class Resources {

    private Resources() {}

    /**
     * Returns the text of a resource.
     *
     * @param base the class that {@code name} is relative to
     * @throws IllegalStateException when the resource does not exist
     */
    public static String readString(Class<?> base, String name) {
        Optional<String> text = findString(base, name);
        if (text.isEmpty()) {
            throw new IllegalStateException(name + " is missing from the package");
        }
        return text.get();
    }

    /**
     * Returns the text of a resource; empty if it does not exist.
     *
     * @param base the class that {@code name} is relative to
     */
    public static Optional<String> findString(Class<?> base, String name) {
        try (InputStream resource = base.getResourceAsStream(name)) {
            return resource == null
                    ? Optional.empty()
                    : Optional.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
