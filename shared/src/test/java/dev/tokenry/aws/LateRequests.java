package dev.tokenry.aws;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Lets calls time out, and executes them when the test says so. */
public final class LateRequests implements FaultyHttpClient.CallBehaviour {

    private final List<ExecutableHttpRequest> requests = new ArrayList<>();

    @Override
    public HttpExecuteResponse call(ExecutableHttpRequest request) throws IOException {
        requests.add(request);
        throw new SocketTimeoutException("Read timed out");
    }

    /** Executes the requests that timed out, once. */
    public void execute() throws IOException {
        for (ExecutableHttpRequest request : requests) {
            FaultyHttpClient.execute(request);
        }
        requests.clear();
    }
}
