package dev.tokenry.functions.console;

import dev.tokenry.functions.http.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The console as the build left it: one page, and files that have a hash of their content in their names. */
final class Site {

    /** What the build lists here is all that there is: no request ever names a file of the package. */
    static final String LIST = "files.txt";

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css",
            "html", "text/html",
            "js", "text/javascript",
            "json", "application/json",
            "svg", "image/svg+xml",
            "txt", "text/plain");

    private final int status;
    private final String page;
    private final Map<String, ApiResponse> files;

    private Site(int status, String page, Map<String, ApiResponse> files) {
        this.status = status;
        this.page = page;
        this.files = files;
    }

    /** The one in this package. It never changes, so all that is in memory is there once. */
    static Site packaged() {
        return Packaged.SITE;
    }

    /** The one in a folder beside this class; where there is none, a page that says so. */
    static Site in(String folder) {
        return read(folder + "/" + LIST)
                .map(list -> new Site(200, required(folder + "/index.html"), files(folder, list)))
                .orElseGet(() -> new Site(404, required("missing.html"), Map.of()));
    }

    /** The page, whose files are found from any view of it. */
    ApiResponse page(View view) {
        return text(status, "index.html", page.replace("\"./", '"' + view.upwards()));
    }

    /** @param path below the console */
    Optional<ApiResponse> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static Map<String, ApiResponse> files(String folder, String list) {
        Map<String, ApiResponse> files = new HashMap<>();
        list.lines()
                .forEach(name -> files.put(
                        name,
                        text(200, name, required(folder + "/" + name))
                                .withHeader("Cache-Control", "public, max-age=31536000, immutable")
                                .withHeader("Vary", "Accept-Encoding")));
        return files;
    }

    private static ApiResponse text(int status, String name, String text) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return ApiResponse.text(status, type + "; charset=utf-8", text);
    }

    private static String required(String resource) {
        return read(resource).orElseThrow(() -> new IllegalStateException(resource + " is missing from the package"));
    }

    private static Optional<String> read(String resource) {
        try (InputStream file = Site.class.getResourceAsStream(resource)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Packaged {
        static final Site SITE = in("web");
    }
}
