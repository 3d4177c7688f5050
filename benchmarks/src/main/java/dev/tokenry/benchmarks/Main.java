package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Configuration.Cache;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures cold starts and prints them. */
final class Main {

    private Main() {}

    public static void main(String... arguments) throws Exception {
        Options options = Options.parse(arguments);
        Path dir = Files.createTempDirectory("tokenry-benchmarks");
        TlsFiles tls = TlsFiles.create(dir);
        try (Setup setup = new Setup(Path.of("").toAbsolutePath(), dir, tls)) {
            ColdStarts cold = new ColdStarts(setup);
            List<Configuration> c = List.of(
                    new Configuration(setup.floor(), Layout.ZIP, Cache.NONE, 2),
                    new Configuration(setup.authorizer(), Layout.ZIP, Cache.NONE, 2),
                    new Configuration(setup.floor(), Layout.CLASS_PATH, Cache.AOT, 2),
                    new Configuration(setup.authorizer(), Layout.CLASS_PATH, Cache.AOT, 2),
                    new Configuration(setup.authorizer(), Layout.BOOT_CLASS_PATH, Cache.NONE, 2),
                    new Configuration(setup.stack("sdk-default"), Layout.ZIP, Cache.NONE, 2),
                    new Configuration(setup.stack("sdk-url-connection"), Layout.ZIP, Cache.NONE, 2));
            cold.measure(c, options.rounds()).forEach((k, v) -> System.out.println(k.label() + " " + v));
        }
    }
}
