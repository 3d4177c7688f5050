package dev.tokenry.functions.console;

import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.model.Resources;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the web console as the build bundled them: an index page, and assets whose names contain a hash of their
 * content.
 */
final class ConsoleAssets {

    /**
     * The list of the bundled assets. Only files in this list are served, so a request path never selects a resource of
     * the package.
     */
    static final String MANIFEST = "files.txt";

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "css", "text/css",
            "html", "text/html",
            "js", "text/javascript",
            "json", "application/json",
            "svg", "image/svg+xml",
            "txt", "text/plain");

    private final int status;
    private final String indexPage;
    private final Map<String, ApiResponse> assets;

    private ConsoleAssets(int status, String indexPage, Map<String, ApiResponse> assets) {
        this.status = status;
        this.indexPage = indexPage;
        this.assets = assets;
    }

    /** Returns the console that is part of this package. It is loaded on first use. */
    static ConsoleAssets bundled() {
        return BundledHolder.INSTANCE;
    }

    /**
     * Loads the console from a folder next to this class. If the folder has no manifest, the index page states that the
     * console was not built, with status 404.
     */
    static ConsoleAssets load(String folder) {
        return Resources.findString(ConsoleAssets.class, folder + "/" + MANIFEST)
                .map(manifest -> new ConsoleAssets(
                        200,
                        Resources.readString(ConsoleAssets.class, folder + "/index.html"),
                        loadAssets(folder, manifest)))
                .orElseGet(() ->
                        new ConsoleAssets(404, Resources.readString(ConsoleAssets.class, "missing.html"), Map.of()));
    }

    /** Returns the index page for a view, with asset paths relative to that view. */
    ApiResponse indexPage(ViewPath view) {
        return toResponse(status, "index.html", indexPage.replace("\"./", '"' + view.relativeRoot()));
    }

    /**
     * Returns an asset, or empty if the manifest does not contain it.
     *
     * @param path the path below the console
     */
    Optional<ApiResponse> asset(String path) {
        return Optional.ofNullable(assets.get(path));
    }

    private static Map<String, ApiResponse> loadAssets(String folder, String manifest) {
        Map<String, ApiResponse> assets = new HashMap<>();
        manifest.lines()
                .forEach(name -> assets.put(
                        name,
                        toResponse(200, name, Resources.readString(ConsoleAssets.class, folder + "/" + name))
                                .withHeader("Cache-Control", "public, max-age=31536000, immutable")
                                .withHeader("Vary", "Accept-Encoding")));
        return assets;
    }

    private static ApiResponse toResponse(int status, String name, String text) {
        String type = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return ApiResponse.text(status, type + "; charset=utf-8", text);
    }

    private static final class BundledHolder {
        static final ConsoleAssets INSTANCE = load("web");
    }
}
