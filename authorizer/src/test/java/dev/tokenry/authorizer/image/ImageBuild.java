package dev.tokenry.authorizer.image;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the part of the container image that is not from its base image, in the place where it runs: a cache works only
 * with the JVM and the class path that it was made with. Needs neither Docker nor a network.
 */
public final class ImageBuild {

    private static final String CLIENT_LIBRARY = "libaws-lambda-jni.so";
    private static final String CLIENT_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Path artifacts;
    private final Path runtime;
    private final Path home;

    private ImageBuild(Path artifacts, Path runtime) {
        this.artifacts = artifacts;
        this.runtime = runtime;
        this.home = runtime.resolve("authorizer");
    }

    /** @param arguments the directory of the artifacts that Maven collects, and that of the runtime in the image */
    public static void main(String... arguments) throws Exception {
        ImageBuild build = new ImageBuild(
                Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]).toAbsolutePath());
        build.copyFiles();
        build.writeJvmOptions();
        build.writeDigests();
        Training training = new Training(build.runtime.resolve("bootstrap"), build.artifacts.resolve("events"));
        training.makeCache(build.home.resolve("authorizer.aot"));
        training.useCache();
    }

    private void copyFiles() throws IOException {
        Files.createDirectories(home);
        Path bootstrap = runtime.resolve("bootstrap");
        Files.deleteIfExists(bootstrap);
        Files.copy(artifacts.resolve("bootstrap"), bootstrap);
        // Also where an archive or a file system has lost the permission.
        if (!bootstrap.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot be made executable: " + bootstrap);
        }
        for (Path jar : files(artifacts.resolve("lib"), ".jar")) {
            Files.copy(jar, home.resolve(jar.getFileName()));
        }
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        for (Path library : files(artifacts.resolve("lib").resolve(arm ? "arm64" : "x86_64"), ".so")) {
            Files.copy(library, home.resolve(library.getFileName()));
        }
        String packaged = "/jni/libaws-lambda-jni.linux-" + (arm ? "aarch_64" : "x86_64") + ".so";
        try (InputStream library = ImageBuild.class.getResourceAsStream(packaged)) {
            Files.copy(Objects.requireNonNull(library), home.resolve(CLIENT_LIBRARY));
        }
    }

    /** Writes a file of arguments for {@code java}: the order of the class path must be that of the training. */
    private void writeJvmOptions() throws IOException {
        String classPath =
                files(home, ".jar").stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Files.write(
                home.resolve("jvm-options"),
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.library.path=" + home,
                        "-D" + CLIENT_PROPERTY + "=" + home.resolve(CLIENT_LIBRARY),
                        "-cp " + classPath));
    }

    /** Writes the digests of the jars in the format of sha256sum. */
    private void writeDigests() throws IOException, GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        List<String> lines = new ArrayList<>();
        for (Path jar : files(home, ".jar")) {
            lines.add(HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(jar))) + "  " + jar.getFileName());
        }
        Files.write(home.resolve("SHA256SUMS"), lines);
    }

    private static List<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
