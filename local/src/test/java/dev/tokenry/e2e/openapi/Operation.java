package dev.tokenry.e2e.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Locale;

/**
 * Operation of the API: a method and a path template.
 *
 * @param method in lower case, as in the document
 * @param path with parameters in braces
 */
public record Operation(String method, String path) {

    /** Returns whether a request path matches. One trailing slash is ignored. */
    boolean matches(String requested) {
        String trimmed = requested.endsWith("/") ? requested.substring(0, requested.length() - 1) : requested;
        String[] segments = path.split("/", -1);
        String[] parts = trimmed.split("/", -1);
        if (segments.length != parts.length) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            boolean matches = segments[i].startsWith("{") ? !parts[i].isEmpty() : segments[i].equals(parts[i]);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    int parameters() {
        return (int) path.chars().filter(each -> each == '{').count();
    }

    JsonPointer pointer() {
        return JsonPointer.empty().appendProperty("paths").appendProperty(path).appendProperty(method);
    }

    @Override
    public String toString() {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
