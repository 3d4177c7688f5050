package dev.tokenry.local;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.lambda.FunctionException;
import dev.tokenry.emulator.lambda.InvokeEndpoint;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tokenry, running on this machine: stand-ins for AWS, what its template describes, and stacks of others beside it. */
public final class Stack implements AutoCloseable {

    private static final String NAME = "tokenry";

    private final OpenParts parts;
    private final AwsEmulator aws;
    private final RunningStack tokenry;
    private final Gateway gateway;
    private final List<RunningStack> beside;
    private final Optional<FirstToken> firstToken;

    private Stack(StackOptions options, OpenParts parts) throws IOException {
        this.parts = parts;
        NamedTemplate own = NamedTemplate.ofTokenry(NAME, options.template());
        List<NamedTemplate> others = others(options);
        StackData data = parts.add(StackData.claim(options.data(), options.fresh()));
        this.aws = parts.add(AwsEmulator.start(data.aws()));
        Account account = new Account(aws, parts, options.port());
        this.tokenry = RunningStack.start(account, own, options.parameters());
        this.gateway = tokenry.gateways().getFirst();
        gateway.serve(InvokeEndpoint.PATH, new InvokeEndpoint(tokenry.functions()));
        List<RunningStack> started = new ArrayList<>();
        for (NamedTemplate other : others) {
            started.add(RunningStack.start(account, other, Map.of()));
        }
        this.beside = List.copyOf(started);
        // Last: a token that is made by a start which then fails is never shown.
        this.firstToken = tokenry.functions().values().stream()
                .map(EmulatedFunction::spec)
                .filter(Bootstrap::isBootstrap)
                .findFirst()
                .map(Bootstrap::run);
    }

    /** Starts it all, or fails with a {@link StartException} and leaves nothing running. */
    public static Stack start(StackOptions options) {
        OpenParts parts = new OpenParts();
        try {
            return new Stack(options, parts);
        } catch (IOException e) {
            parts.close();
            throw new StartException("The local stack cannot listen: " + e.getMessage(), e);
        } catch (TemplateException | FunctionException | EmulatorException e) {
            parts.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static List<NamedTemplate> others(StackOptions options) {
        Set<String> names = new HashSet<>(Set.of(NAME));
        List<NamedTemplate> others =
                options.beside().stream().map(NamedTemplate::ofConsumer).toList();
        for (NamedTemplate other : others) {
            if (!names.add(other.name())) {
                throw new StartException("Two stacks would be called " + other.name());
            }
        }
        return others;
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

    /** Where the web console is; empty when the template has no route of that name. */
    public Optional<URI> consoleUrl() {
        return template().api().routes().stream()
                .filter(route -> route.resource().equals("/console"))
                .findFirst()
                .map(route -> URI.create(baseUrl() + route.resource() + "/"));
    }

    public AwsEmulator aws() {
        return aws;
    }

    public StackTemplate template() {
        return tokenry.template();
    }

    /** The stacks of others that run beside it. */
    public List<RunningStack> beside() {
        return beside;
    }

    /** The administrator token; empty when the template has no function that makes one. */
    public Optional<FirstToken> firstToken() {
        return firstToken;
    }

    /** Invokes a function of the template directly, as IAM would let an operator do. */
    public InvocationResult invoke(String logicalId, String json) {
        EmulatedFunction function = tokenry.functions().get(logicalId);
        if (function == null) {
            throw new IllegalArgumentException("The template has no function " + logicalId);
        }
        return function.invoke(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        parts.close();
    }
}
