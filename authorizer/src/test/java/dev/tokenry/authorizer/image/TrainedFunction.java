package dev.tokenry.authorizer.image;

import dev.tokenry.authorizer.aws.ScriptedService;
import dev.tokenry.authorizer.aws.ScriptedService.Request;
import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** The process of the launcher with a runtime API of Lambda ("Using the Lambda runtime API" in the Lambda guide). */
final class TrainedFunction implements AutoCloseable {

    private static final int SECONDS = 60;
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private final ScriptedService runtimeApi;
    private final Process process;

    TrainedFunction(Path bootstrap, Map<String, String> environment) throws IOException {
        runtimeApi = new ScriptedService(ServerSocketFactory.getDefault(), this::reply);
        ProcessBuilder builder = new ProcessBuilder(bootstrap.toString()).inheritIO();
        builder.environment().putAll(environment);
        // The JVM of this process: in the image there is no other.
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, bin) -> bin + ":" + path);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.port());
        process = builder.start();
    }

    /** Returns the response or the error of an event. */
    String invoke(Path event) throws IOException, InterruptedException {
        events.add(Files.readString(event));
        for (int i = 0; i < SECONDS && process.isAlive(); i++) {
            String result = results.poll(1, TimeUnit.SECONDS);
            if (result != null) {
                return result;
            }
        }
        throw new IllegalStateException("The function returned no result");
    }

    /** Ends the process as an operating system does, and waits for what it still writes. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        runtimeApi.close();
    }

    private ScriptedReply reply(Request request) {
        if (request.path().equals(INVOCATION + "next")) {
            return next();
        }
        results.add(new String(request.body(), StandardCharsets.UTF_8));
        return ScriptedReply.of(202, "");
    }

    private ScriptedReply next() {
        try {
            return ScriptedReply.of(
                    200,
                    events.take(),
                    "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n",
                    "Lambda-Runtime-Deadline-Ms: " + (System.currentTimeMillis() + SECONDS * 1000) + "\r\n",
                    "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:123456789012:function:training\r\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ScriptedReply.of(500, "");
        }
    }
}
