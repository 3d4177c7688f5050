package dev.tokenry.local.gateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which paths lead to the stage: the default URL's own, and those that custom domains map in AWS. */
final class BasePaths {

    private final List<BasePath> basePaths;

    BasePaths(String stage) {
        this.basePaths = List.of(
                // Events see /v2/… on the default URL, and the whole path on a mapped domain.
                new BasePath(Pattern.compile("(/" + Pattern.quote(stage) + ")(/.*)?"), "/" + stage, false),
                new BasePath(Pattern.compile("(/e/[A-Za-z0-9-]{1,64}/api)(/.*)?"), "/e/local/api", true),
                new BasePath(
                        Pattern.compile("(/platform/classic/environment-api)(/.*)?"),
                        "/platform/classic/environment-api",
                        true));
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

    private record BasePath(Pattern pattern, String example, boolean isMapped) {

        Optional<Located> locate(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String inStage = matcher.group(2) == null ? "/" : matcher.group(2);
            return Optional.of(new Located(inStage, isMapped ? path : inStage, path));
        }
    }
}
