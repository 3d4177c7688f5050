package dev.tokenry.local.gateway;

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
        BasePath ofStage = BasePath.literal("/" + api.stage(), false);
        return api.isMapped()
                ? new BasePaths(
                        ofStage,
                        new BasePath(Pattern.compile("(/e/[A-Za-z0-9-]{1,64}/api)(/.*)?"), "/e/local/api", true),
                        BasePath.literal("/platform/classic/environment-api", true))
                : new BasePaths(ofStage);
    }

    /** The stage $default has no prefix; any other has its name, which events show as well. */
    static BasePaths ofHttpApi(ApiIdentity api) {
        return new BasePaths(BasePath.literal(api.stage().equals("$default") ? "" : "/" + api.stage(), true));
    }

    List<String> examples() {
        return basePaths.stream().map(BasePath::example).toList();
    }

    Optional<Located> locate(String path) {
        return basePaths.stream()
                .map(each -> each.locate(path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A request's path: inside the stage, as the event's {@code path}, and whole. */
    record Located(String inStage, String inEvent, String whole) {}

    private record BasePath(Pattern pattern, String example, boolean isInEvents) {

        static BasePath literal(String prefix, boolean isInEvents) {
            return new BasePath(Pattern.compile("(" + Pattern.quote(prefix) + ")(/.*)?"), prefix, isInEvents);
        }

        Optional<Located> locate(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String inStage = matcher.group(2) == null ? "/" : matcher.group(2);
            return Optional.of(new Located(inStage, isInEvents ? path : inStage, path));
        }
    }
}
