package dev.tokenry.local;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.CloseableRegistry;
import dev.tokenry.emulator.EmulatedAccount;
import dev.tokenry.emulator.EmulatedStack;
import dev.tokenry.emulator.StackSource;
import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateException;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.FunctionException;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.lambda.InvokeEndpoint;
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
public final class LocalTokenry implements AutoCloseable {

    private static final String STACK_NAME = "tokenry";

    private final CloseableRegistry closeables;
    private final AwsEmulator aws;
    private final EmulatedStack tokenry;
    private final Gateway gateway;
    private final List<EmulatedStack> attachedStacks;
    private final Optional<BootstrapToken> bootstrapToken;

    private LocalTokenry(StackOptions options, CloseableRegistry closeables) throws IOException {
        this.closeables = closeables;
        StackSource source = StackSource.named(STACK_NAME, options.template())
                .withBasePathMappings(TokenryEmulation.BASE_PATH_MAPPINGS);
        List<StackSource> attachedSources = attachedSources(options);
        LocalData data = closeables.add(LocalData.open(options.dataDirectory(), options.fresh()));
        this.aws = closeables.add(AwsEmulator.start(data.awsDirectory(), TokenryEmulation.OPTIONS));
        EmulatedAccount account = new EmulatedAccount(aws, closeables, options.port());
        this.tokenry = EmulatedStack.start(account, source, options.parameters());
        this.gateway = tokenry.gateways().getFirst();
        gateway.serve(InvokeEndpoint.PATH, new InvokeEndpoint(tokenry.functions()));
        List<EmulatedStack> started = new ArrayList<>();
        for (StackSource attachedSource : attachedSources) {
            started.add(EmulatedStack.start(account, attachedSource, Map.of()));
        }
        this.attachedStacks = List.copyOf(started);
        // Last: a token that is made by a start which then fails is never shown.
        this.bootstrapToken = tokenry.functions().values().stream()
                .map(EmulatedFunction::spec)
                .filter(BootstrapRunner::isBootstrap)
                .findFirst()
                .map(BootstrapRunner::run);
    }

    /** Starts it all, or fails with a {@link StartupException} and leaves nothing running. */
    public static LocalTokenry start(StackOptions options) {
        CloseableRegistry closeables = new CloseableRegistry();
        try {
            return new LocalTokenry(options, closeables);
        } catch (IOException e) {
            closeables.close();
            throw new StartupException("The local stack cannot listen: " + e.getMessage(), e);
        } catch (TemplateException | FunctionException | EmulatorException e) {
            closeables.close();
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            closeables.close();
            throw e;
        }
    }

    private static List<StackSource> attachedSources(StackOptions options) {
        Set<String> names = new HashSet<>(Set.of(STACK_NAME));
        List<StackSource> sources =
                options.attachedTemplates().stream().map(StackSource::of).toList();
        for (StackSource source : sources) {
            if (!names.add(source.name())) {
                throw new StartupException("Two stacks would be called " + source.name());
            }
        }
        return sources;
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
    public List<EmulatedStack> attachedStacks() {
        return attachedStacks;
    }

    /** The administrator token; empty when the template has no function that makes one. */
    public Optional<BootstrapToken> bootstrapToken() {
        return bootstrapToken;
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
        closeables.close();
    }
}
