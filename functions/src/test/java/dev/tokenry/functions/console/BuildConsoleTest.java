package dev.tokenry.functions.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how the build treats the web console, with an npm that records its calls. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "this npm is a shell script")
class BuildConsoleTest {

    private static final String INSTALL =
            "ci --include=dev --engine-strict --ignore-scripts --prefer-offline --no-audit --no-fund";
    private static final String BUILD = "run build";
    private static final String SOURCES = "src/build";

    @TempDir
    private static Path classes;

    @TempDir
    private Path folder;

    private Path console;
    private Path npm;
    private Path npmCallLog;
    private Path target;

    private record Result(int exitCode, String output) {}

    /** Compiles the build program once for all tests. The build itself compiles it on every run. */
    @BeforeAll
    static void compile() {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-sourcepath",
                        SOURCES,
                        SOURCES + "/BuildConsole.java");
        assertThat(result).isZero();
    }

    @BeforeEach
    void prepareFiles() throws IOException {
        console = folder.resolve("console");
        npm = folder.resolve("bin/npm");
        npmCallLog = folder.resolve("npm-calls.txt");
        target = folder.resolve("web");
        write(console.resolve("package.json"), "{}");
        write(console.resolve(".gitignore"), "dist/\nsrc/generated.ts\n");
        write(console.resolve("src/main.ts"), "one");
        write(folder.resolve("openapi.yaml"), "openapi: 3.1.0");
        npm("""
                case $1 in
                  ci) rm -rf node_modules; mkdir node_modules ;;
                  run)
                    mkdir -p dist/assets
                    echo '<script src="./assets/index-AbCd_123.js">' >dist/index.html
                    cat src/main.ts >dist/assets/index-AbCd_123.js
                    echo generated >src/generated.ts ;;
                esac
                """);
    }

    private void npm(String script) throws IOException {
        write(npm, "#!/bin/sh\necho \"$*\" >>" + npmCallLog + "\n" + script);
        assertThat(npm.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Result build(String mode, String path) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        classes.toString(),
                        "BuildConsole",
                        console.toString(),
                        folder.resolve("openapi.yaml").toString(),
                        target.toString(),
                        mode)
                .redirectErrorStream(true);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private Result build(String mode) throws Exception {
        return build(mode, npm.getParent() + File.pathSeparator + "/usr/bin" + File.pathSeparator + "/bin");
    }

    private List<String> npmCalls() throws IOException {
        return Files.exists(npmCallLog) ? Files.readAllLines(npmCallLog) : List.of();
    }

    @Test
    void console_is_built_into_the_classes_with_a_manifest() throws Exception {
        write(target.resolve("assets/old-00000000.js"), "from an earlier build");

        assertThat(build("required").exitCode()).isZero();

        assertThat(npmCalls()).containsExactly(INSTALL, BUILD);
        assertThat(target.resolve("files.txt")).hasContent("assets/index-AbCd_123.js\n");
        assertThat(target.resolve("assets/index-AbCd_123.js")).hasContent("one");
        assertThat(target.resolve("index.html")).exists();
        assertThat(target.resolve("assets/old-00000000.js")).doesNotExist();
    }

    @Test
    void unchanged_steps_are_skipped() throws Exception {
        build("optional");

        assertThat(build("optional")).isEqualTo(new Result(0, ""));
        assertThat(build("required", "/nowhere")).isEqualTo(new Result(0, ""));
        assertThat(npmCalls()).containsExactly(INSTALL, BUILD);

        write(console.resolve("src/main.ts"), "two");
        build("optional");
        assertThat(npmCalls()).containsExactly(INSTALL, BUILD, BUILD);
        assertThat(target.resolve("assets/index-AbCd_123.js")).hasContent("two");

        write(folder.resolve("openapi.yaml"), "openapi: 3.1.1");
        build("optional");
        write(console.resolve("dist/index.html"), "edited");
        build("optional");
        assertThat(npmCalls()).containsExactly(INSTALL, BUILD, BUILD, BUILD, BUILD);

        write(console.resolve("package-lock.json"), "{}");
        build("optional");
        assertThat(npmCalls()).endsWith(INSTALL, BUILD).hasSize(7);
    }

    @Test
    void missing_npm_is_a_warning_unless_the_console_is_required() throws Exception {
        write(target.resolve("files.txt"), "from an earlier build");

        Result optional = build("optional", "/nowhere");
        assertThat(optional.exitCode()).isZero();
        assertThat(optional.output()).startsWith("[WARNING] ").contains("npm is not on the PATH");
        assertThat(target).doesNotExist();

        Result required = build("required", "/nowhere");
        assertThat(required.exitCode()).isEqualTo(1);
        assertThat(required.output()).startsWith("[ERROR] ").contains("npm is not on the PATH");
    }

    @Test
    void failed_install_is_handled_like_missing_npm() throws Exception {
        npm("echo 'npm error code ENOTCACHED'; exit 1\n");

        Result optional = build("optional");
        assertThat(optional.exitCode()).isZero();
        assertThat(optional.output()).contains("[WARNING] ", "npm ci failed", "ENOTCACHED");
        assertThat(build("required").exitCode()).isEqualTo(1);
        assertThat(npmCalls()).containsExactly(INSTALL, INSTALL);
    }

    @Test
    void broken_console_fails_the_build() throws Exception {
        npm("case $1 in ci) mkdir -p node_modules ;; *) echo 'main.ts(1,1): error'; exit 2 ;; esac\n");

        Result result = build("optional");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("[ERROR] ", "npm run build failed", "main.ts(1,1): error");
    }

    @ParameterizedTest
    @CsvSource({
        "printf 'a\\0b' >dist/assets/x-AbCd_123.js, is no text",
        "printf '\\377' >dist/assets/x-AbCd_123.css, is no text",
        "echo x >dist/assets/x-AbCd_123.woff2, is no text asset with a hash",
        "echo x >dist/assets/plain.js, is no text asset with a hash",
        "echo x >dist/favicon.svg, is no text asset with a hash",
        "head -c 5000001 /dev/zero | tr '\\0' x >dist/assets/x-AbCd_123.js, is larger than an answer",
        "head -c 2500001 /dev/zero | tr '\\0' '\"' >dist/assets/x-AbCd_123.js, is larger than an answer",
        "rm dist/index.html, has no index.html"
    })
    void unservable_file_fails_the_build(String command, String message) throws Exception {
        npm("mkdir -p node_modules dist/assets; echo x >dist/index.html\n" + command + "\n");

        Result result = build("optional");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("[ERROR] The web console ", message);
        assertThat(target).doesNotExist();
    }
}
