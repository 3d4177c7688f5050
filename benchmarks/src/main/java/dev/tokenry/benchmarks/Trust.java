package dev.tokenry.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How functions with a TLS library of their own trust the root of the benchmarks. They read the bundle of the system, so
 * the benchmarks run in a private mount namespace in which that bundle has the root as well.
 */
enum Trust {
    NAMESPACE("private mount namespace in which the bundle of the system has the root of the benchmarks"),
    VARIABLE("AWS_CA_BUNDLE, because this user cannot create a mount namespace");

    private static final String DIRECTORY = "tokenry.benchmarks.directory";

    final String description;

    Trust(String description) {
        this.description = description;
    }

    /** Returns the directory with the certificates if this process is in the namespace. */
    static Optional<Path> namespaceDirectory() {
        return Optional.ofNullable(System.getProperty(DIRECTORY)).map(Path::of);
    }

    /** Runs this program again, in the namespace; returns its exit code, or empty if there can be no namespace. */
    static Optional<Integer> runInNamespace(TlsFiles tls, Path directory, String... arguments)
            throws IOException, InterruptedException {
        Optional<Path> bundle =
                TlsFiles.SYSTEM_BUNDLES.stream().filter(Files::exists).findFirst();
        if (bundle.isEmpty()) {
            return Optional.empty();
        }
        for (List<String> unshare : List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"))) {
            List<String> prefix = new ArrayList<>(unshare);
            prefix.addAll(List.of(
                    "/bin/sh",
                    "-c",
                    "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"",
                    "sh",
                    tls.bundle().toString(),
                    bundle.get().toRealPath().toString()));
            if (run(prefix, List.of("true")) == 0) {
                return Optional.of(run(prefix, thisProgram(directory, arguments)));
            }
        }
        return Optional.empty();
    }

    private static List<String> thisProgram(Path directory, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-D" + DIRECTORY + "=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static int run(List<String> prefix, List<String> command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        try {
            return new ProcessBuilder(all).inheritIO().start().waitFor();
        } catch (IOException e) {
            if (Files.exists(Path.of("/usr/bin/unshare"))) {
                throw e;
            }
            return 1;
        }
    }
}
