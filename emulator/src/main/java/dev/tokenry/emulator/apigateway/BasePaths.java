package dev.tokenry.emulator.apigateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The base paths of a stage: that of the default URL and those of custom domains. */
final class BasePaths {

    private final List<BasePath> basePaths;

    private BasePaths(List<BasePath> basePaths) {
        this.basePaths = List.copyOf(basePaths);
    }

    static BasePaths ofRestApi(ApiIdentity api) {
        // The default URL's stage is not part of the event's path; the base path of a custom domain is.
        List<BasePath> basePaths = new ArrayList<>();
        basePaths.add(BasePath.literal("/" + api.stage(), false));
        api.basePathMappings().forEach(mapping -> basePaths.add(BasePath.of(mapping)));
        return new BasePaths(basePaths);
    }

    /** The stage $default has no base path; any other has its name, which is part of the path in events. */
    static BasePaths ofHttpApi(ApiIdentity api) {
        return new BasePaths(List.of(BasePath.literal(api.stage().equals("$default") ? "" : "/" + api.stage(), true)));
    }

    List<String> examples() {
        return basePaths.stream()
                .filter(BasePath::isStripped)
                .map(BasePath::example)
                .toList();
    }

    Optional<ResolvedPath> resolve(String path) {
        return basePaths.stream()
                .map(each -> each.resolve(path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The path of a request: within the stage, in the event, and in full. */
    record ResolvedPath(String stagePath, String eventPath, String fullPath) {}

    private record BasePath(Pattern pattern, String example, boolean isStripped, boolean isPartOfEventPath) {

        static BasePath literal(String prefix, boolean isPartOfEventPath) {
            return of(Pattern.quote(prefix), prefix, true, isPartOfEventPath);
        }

        static BasePath of(BasePathMapping mapping) {
            return of(mapping.pattern().pattern(), mapping.example(), mapping.stripped(), true);
        }

        private static BasePath of(String pattern, String example, boolean isStripped, boolean isPartOfEventPath) {
            return new BasePath(Pattern.compile("(" + pattern + ")(/.*)?"), example, isStripped, isPartOfEventPath);
        }

        Optional<ResolvedPath> resolve(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String rest = matcher.group(2) == null ? "/" : matcher.group(2);
            String stagePath = isStripped ? rest : path;
            return Optional.of(new ResolvedPath(stagePath, isPartOfEventPath ? path : stagePath, path));
        }
    }
}
