import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Builds the web console by npm, unless it is as it was, and puts it among the classes: run by the build. What is
 * missing for that ends the build only where the console is required; else a page in its place says so.
 */
class BuildConsole {

    private final Sources sources;
    private final Dist dist;

    private BuildConsole(Sources sources) {
        this.sources = sources;
        this.dist = new Dist(sources.folder().resolve("dist"));
    }

    /** @param args the console's sources, what else it is made of, where it goes, and whether it is {@code required} */
    public static void main(String[] args) throws IOException, InterruptedException {
        BuildConsole console = new BuildConsole(new Sources(Path.of(args[0]), Path.of(args[1])));
        Path target = Path.of(args[2]);
        try {
            Dist.delete(target);
            Optional<String> missing = console.build();
            if (missing.isEmpty()) {
                console.dist.copyTo(target);
            } else if (args[3].equals("required")) {
                throw new Failure("The web console is required: " + missing.get());
            } else {
                say("[WARNING] Built without the web console, a page in its place says so: " + missing.get());
            }
        } catch (Failure e) {
            say("[ERROR] " + e.getMessage());
            System.exit(1);
        }
    }

    /** What is missing, if something is. A console that is there and broken is a failure. */
    private Optional<String> build() throws IOException, InterruptedException {
        if (!sources.exist()) {
            return Optional.of("there is no " + sources.folder());
        }
        Path modules = sources.folder().resolve("node_modules");
        Stamp built = new Stamp(modules.resolve(".tokenry-built"));
        String state = sources.all();
        if (built.says(state + dist.state())) {
            return Optional.empty();
        }
        Optional<Npm> npm = Npm.find(System.getenv("PATH"), sources.folder());
        if (npm.isEmpty()) {
            return Optional.of("npm is not on the PATH");
        }
        Stamp installed = new Stamp(modules.resolve(".tokenry-installed"));
        if (!installed.says(sources.dependencies())) {
            say("[INFO] Installing what the web console is built with: npm ci");
            Optional<String> failure = npm.get()
                    .run("ci", "--engine-strict", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
            if (failure.isPresent()) {
                return Optional.of("npm ci failed\n" + failure.get());
            }
            installed.say(sources.dependencies());
        }
        say("[INFO] Building the web console: npm run build");
        Optional<String> failure = npm.get().run("run", "build");
        if (failure.isPresent()) {
            throw new Failure("The web console cannot be built: npm run build failed\n" + failure.get());
        }
        dist.check();
        built.say(state + dist.state());
        return Optional.empty();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
