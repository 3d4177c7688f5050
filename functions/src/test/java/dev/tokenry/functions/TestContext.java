package dev.tokenry.functions;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lambda context that records log messages and metrics. */
public final class TestContext implements Context {

    private volatile int remainingMillis = 28_000;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> metrics = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns what was logged as raw bytes, which the runtime does not wrap in a log record. */
    public List<String> metrics() {
        return List.copyOf(metrics);
    }

    /** Returns those of {@link #metrics()} that were logged as warnings. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public void setRemainingTime(int millis) {
        remainingMillis = millis;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                lines.add(message);
            }

            @Override
            public void log(byte[] message) {
                metrics.add(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void log(byte[] message, LogLevel level) {
                log(message);
                if (level == LogLevel.WARN) {
                    warnings.add(new String(message, StandardCharsets.UTF_8));
                }
            }
        };
    }

    @Override
    public String getAwsRequestId() {
        return "5f1d6c2e-8b7a-4c39-9e10-2a6b4d8f0c13";
    }

    @Override
    public String getLogGroupName() {
        return "group";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:123456789012:function:function:live";
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }
}
