package dev.tokenry.e2e;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;

/** A request of a document, and the format of its documented response. */
record DocExample(String method, String path, List<String> headers, String body) {

    private static final Pattern HEADER = Pattern.compile(": *");

    /** The headers that the document shows. */
    private static final List<String> DOCUMENTED_HEADERS =
            List.of("Location", "ETag", "Idempotency-Replayed", "WWW-Authenticate", "Retry-After");

    static DocExample parse(String block) {
        String[] parts = block.split("\n\n", 2);
        List<String> lines = parts[0].strip().lines().toList();
        String[] first = lines.getFirst().split(" ");
        return new DocExample(
                first[0], first[1], lines.subList(1, lines.size()), parts.length == 1 ? "" : parts[1].strip());
    }

    ApiReply send(URI base) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path.replace("\"", "%22")));
        headers.forEach(each -> request.header(HEADER.split(each)[0], HEADER.split(each, 2)[1]));
        if (body.isEmpty()) {
            return Http.send(request.method(method, BodyPublishers.noBody()));
        }
        if (headers.stream().noneMatch(each -> each.startsWith("Content-Type"))) {
            request.header("Content-Type", "application/json");
        }
        return Http.send(request.method(method, BodyPublishers.ofString(body)));
    }

    static String format(ApiReply reply) {
        StringBuilder formatted = new StringBuilder("HTTP/1.1 " + reply.status() + "\n");
        for (String name : DOCUMENTED_HEADERS) {
            if (!reply.header(name).isEmpty()) {
                formatted.append(name).append(": ").append(reply.header(name)).append('\n');
            }
        }
        return reply.body().isEmpty()
                ? formatted.toString()
                : formatted
                        .append('\n')
                        .append(TestJson.pretty(reply.json()))
                        .append('\n')
                        .toString();
    }
}
