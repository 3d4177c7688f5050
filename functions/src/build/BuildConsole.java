import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Builds the web console by npm, unless it is as it was, and puts it among the classes: run by the build. What is
 * missing for that ends the build only where the console is required; else a page in its place says so.
 */
class BuildConsole {

    /** What a package would run by itself while it is installed is not run. */
    private static final List<String> INSTALL = List.of(
            "ci",
            "--include=dev",
            "--engine-strict",
            "--ignore-scripts",
            "--prefer-offline",
            "--no-audit",
            "--no-fund");

    private static final List<String> BUILD = List.of("run", "build");

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
        Stamp built = stamp("built");
        String state = sources.all();
        if (built.says(state + dist.state())) {
            return Optional.empty();
        }
        Optional<Npm> npm = Npm.find(System.getenv("PATH"), sources.folder());
        Optional<String> missing = npm.isEmpty() ? Optional.of("npm is not on the PATH") : install(npm.get());
        if (missing.isEmpty()) {
            make(npm.get());
            built.say(state + dist.state());
        }
        return missing;
    }

    private Optional<String> install(Npm npm) throws IOException, InterruptedException {
        Stamp installed = stamp("installed");
        if (installed.says(sources.dependencies())) {
            return Optional.empty();
        }
        say("[INFO] Installing what the web console is built with: npm ci");
        Optional<String> failure = npm.run(INSTALL);
        if (failure.isEmpty()) {
            installed.say(sources.dependencies());
        }
        return failure.map(printed -> "npm ci failed\n" + printed);
    }

    private void make(Npm npm) throws IOException, InterruptedException {
        say("[INFO] Building the web console: npm run build");
        Optional<String> failure = npm.run(BUILD);
        if (failure.isPresent()) {
            throw new Failure("The web console cannot be built: npm run build failed\n" + failure.get());
        }
        dist.check();
    }

    private Stamp stamp(String done) {
        return new Stamp(sources.folder().resolve("node_modules/.tokenry-" + done));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
