package dev.tokenry.emulator.apigateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which paths lead to the stage: the default URL's own, and those that custom domains map in AWS. */
final class BasePaths {

    private final List<BasePath> basePaths;

    private BasePaths(BasePath... basePaths) {
        this.basePaths = List.of(basePaths);
    }

    static BasePaths ofRestApi(ApiIdentity api) {
        // Events see /v2/… on the default URL, and the whole path on a mapped domain.
        BasePath stageBasePath = BasePath.literal("/" + api.stage(), false);
        return api.hasCustomDomains()
                ? new BasePaths(
                        stageBasePath,
                        new BasePath(Pattern.compile("(/e/[A-Za-z0-9-]{1,64}/api)(/.*)?"), "/e/local/api", true),
                        BasePath.literal("/platform/classic/environment-api", true))
                : new BasePaths(stageBasePath);
    }

    /** The stage $default has no prefix; any other has its name, which events show as well. */
    static BasePaths ofHttpApi(ApiIdentity api) {
        return new BasePaths(BasePath.literal(api.stage().equals("$default") ? "" : "/" + api.stage(), true));
    }

    List<String> examples() {
        return basePaths.stream().map(BasePath::example).toList();
    }

    Optional<ResolvedPath> resolve(String path) {
        return basePaths.stream()
                .map(each -> each.resolve(path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A request's path: inside the stage, as the event's {@code path}, and whole. */
    record ResolvedPath(String stagePath, String eventPath, String fullPath) {}

    private record BasePath(Pattern pattern, String example, boolean isPartOfEventPath) {

        static BasePath literal(String prefix, boolean isPartOfEventPath) {
            return new BasePath(Pattern.compile("(" + Pattern.quote(prefix) + ")(/.*)?"), prefix, isPartOfEventPath);
        }

        Optional<ResolvedPath> resolve(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String stagePath = matcher.group(2) == null ? "/" : matcher.group(2);
            return Optional.of(new ResolvedPath(stagePath, isPartOfEventPath ? path : stagePath, path));
        }
    }
}
