package dev.tokenry.local.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Locale;

/**
 * A method of a path.
 *
 * @param method in lower case, as the document has it
 * @param path with its parameters in braces
 */
public record Operation(String method, String path) {

    /** Whether a path leads here; one slash at its end makes no difference. */
    boolean isAt(String requested) {
        String plain = requested.endsWith("/") ? requested.substring(0, requested.length() - 1) : requested;
        String[] wanted = path.split("/", -1);
        String[] parts = plain.split("/", -1);
        if (wanted.length != parts.length) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            boolean fits = wanted[i].startsWith("{") ? !parts[i].isEmpty() : wanted[i].equals(parts[i]);
            if (!fits) {
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
