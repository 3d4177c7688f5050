package dev.tokenry.local;

import dev.tokenry.local.aws.LocalAws;
import dev.tokenry.local.aws.LocalAwsException;
import dev.tokenry.local.gateway.ApiIdentity;
import dev.tokenry.local.gateway.Gateway;
import dev.tokenry.local.lambda.FunctionException;
import dev.tokenry.local.lambda.LocalFunction;
import dev.tokenry.local.lambda.Outcome;
import dev.tokenry.local.template.ApiSpec;
import dev.tokenry.local.template.FunctionSpec;
import dev.tokenry.local.template.Pseudo;
import dev.tokenry.local.template.ResourceMaker.Made;
import dev.tokenry.local.template.StackTemplate;
import dev.tokenry.local.template.TemplateException;
import dev.tokenry.local.template.TemplateFile;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that the template describes, running: stand-ins for AWS, functions, and the gateway before them. */
public final class Stack implements AutoCloseable {

    private static final String NAME = "tokenry";

    private final OpenParts parts;
    private final LocalAws aws;
    private final StackTemplate template;
    private final Map<String, LocalFunction> functions;
    private final Gateway gateway;
    private final Optional<FirstToken> firstToken;

    private Stack(StackOptions options, OpenParts parts) throws IOException {
        this.parts = parts;
        TemplateFile file = TemplateFile.read(options.template());
        StackData data = parts.add(StackData.claim(options.data(), options.fresh()));
        this.aws = parts.add(LocalAws.start(data.aws()));
        this.template = StackTemplate.of(
                file, options.parameters(), new Pseudo(aws.region(), aws.accountId(), NAME), this::make);
        template.stored();
        this.functions = functions();
        ApiSpec api = template.api();
        this.gateway = parts.add(Gateway.start(
                api,
                new ApiIdentity(aws.region(), aws.accountId(), api.apiId(), api.stage()),
                functions,
                options.port()));
        this.firstToken = functions.values().stream()
                .map(LocalFunction::spec)
                .filter(Bootstrap::isBootstrap)
                .findFirst()
                .map(Bootstrap::run);
    }

    /** Starts it all, or fails with a {@link StartException} and leaves nothing running. */
    public static Stack start(StackOptions options) {
        OpenParts parts = new OpenParts();
        try {
            return new Stack(options, parts);
        } catch (BindException e) {
            parts.close();
            throw new StartException(
                    "Port " + options.port() + ": " + e.getMessage() + "; name another one in TOKENRY_PORT", e);
        } catch (IOException e) {
            parts.close();
            throw new StartException("The local stack cannot listen: " + e.getMessage(), e);
        } catch (TemplateException | FunctionException | LocalAwsException e) {
            parts.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Where it listens, without a path. */
    public URI origin() {
        return gateway.uri();
    }

    /** The addresses under which clients find the API. */
    public List<URI> baseUrls() {
        return gateway.basePaths().stream().map(origin()::resolve).toList();
    }

    /** The address that corresponds to AWS's default one. */
    public URI baseUrl() {
        return baseUrls().getFirst();
    }

    public LocalAws aws() {
        return aws;
    }

    public StackTemplate template() {
        return template;
    }

    /** The administrator token; empty when the template has no function that makes one. */
    public Optional<FirstToken> firstToken() {
        return firstToken;
    }

    /** Invokes a function of the template directly, as IAM would let an operator do. */
    public Outcome invoke(String logicalId, String json) {
        LocalFunction function = functions.get(logicalId);
        if (function == null) {
            throw new IllegalArgumentException("The template has no function " + logicalId);
        }
        return function.invoke(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        parts.close();
    }

    private Made make(String logicalId, String type, Map<String, Object> properties) {
        LocalAws.Physical physical = aws.create(logicalId, type, properties);
        return new Made(physical.ref(), physical.attributes());
    }

    private Map<String, LocalFunction> functions() {
        Map<String, LocalFunction> result = new LinkedHashMap<>();
        for (FunctionSpec function : template.functions()) {
            result.put(function.logicalId(), LocalFunction.of(function.with(aws.environment())));
        }
        return result;
    }
}
