import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The npm of this machine, at work in one folder. */
record Npm(Path program, Path folder) {

    private static final List<String> NAMES =
            File.separatorChar == '\\' ? List.of("npm.cmd", "npm.exe") : List.of("npm");

    static Optional<Npm> find(String searched, Path folder) {
        return Stream.ofNullable(searched)
                .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
                .filter(each -> !each.isEmpty())
                .flatMap(each -> NAMES.stream().map(name -> Path.of(each, name)))
                .filter(each -> Files.isRegularFile(each) && Files.isExecutable(each))
                .map(each -> new Npm(each, folder))
                .findFirst();
    }

    /** What it printed, if it failed. */
    Optional<String> run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(printed);
    }
}
