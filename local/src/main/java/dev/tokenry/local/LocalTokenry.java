package dev.tokenry.local;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.CloseableRegistry;
import dev.tokenry.emulator.EmulatedAccount;
import dev.tokenry.emulator.EmulatedStack;
import dev.tokenry.emulator.EmulatorOptions;
import dev.tokenry.emulator.StackSource;
import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateException;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.FunctionException;
import dev.tokenry.emulator.lambda.HandlerFactory;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.lambda.InvokeEndpoint;
import dev.tokenry.local.issuers.LocalIssuers;
import dev.tokenry.local.pages.LocalPages;
import dev.tokenry.model.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A running local stack: the emulated AWS services, the stack of Tokenry's template, and attached stacks. */
public final class LocalTokenry implements AutoCloseable {

    private static final String STACK_NAME = "tokenry";
    private static final String CONSOLE_URL = "CONSOLE_URL";
    private static final String CONSOLE = "/console";

    private final CloseableRegistry closeables;
    private final HandlerFactory handlers;
    private final AwsEmulator aws;
    private final EmulatedStack tokenry;
    private final Gateway gateway;
    private final List<EmulatedStack> attachedStacks;
    private final Map<String, EmulatedFunction> functions;
    private final LocalIssuers issuers;
    private final Optional<ScheduledFunction> maintenance;
    private final Optional<ScheduledFunction> notices;
    private final Optional<BootstrapToken> bootstrapToken;
    private final SampleResult samples;

    private LocalTokenry(StackOptions options, CloseableRegistry closeables) throws IOException {
        this.closeables = closeables;
        StackSource unmapped = StackSource.named(STACK_NAME, options.template());
        StackSource source = unmapped.withBasePathMappings(TokenryEmulation.basePathMappings(
                TokenryEmulation.environmentId(unmapped.file(), options.parameters())));
        List<StackSource> attachedSources = attachedSources(options);
        LocalData data = closeables.add(LocalData.open(options.dataDirectory(), options.fresh()));
        this.handlers = new WiringHandlerFactory();
        EmulatorOptions ofMachine = TokenryEmulation.OPTIONS.withHandlers(handlers);
        EmulatorOptions emulation = options.host().map(ofMachine::withHost).orElse(ofMachine);
        this.aws = closeables.add(AwsEmulator.start(data.awsDirectory(), emulation));
        EmulatedAccount account = new EmulatedAccount(aws, closeables, options.port());
        this.tokenry = EmulatedStack.start(
                account, source, TokenryEmulation.withNotifications(unmapped.file(), options.parameters()));
        this.gateway = tokenry.gateways().getFirst();
        this.functions = withConsoleUrl(tokenry.functions());
        gateway.serve(InvokeEndpoint.PATH, new InvokeEndpoint(functions));
        this.maintenance = ScheduledFunction.find(functions.values(), ScheduledFunction.MAINTENANCE_HANDLER);
        maintenance.ifPresent(each -> each.serve(gateway, ScheduledFunction.MAINTENANCE_PATH));
        this.notices = ScheduledFunction.find(functions.values(), ScheduledFunction.NOTICES_HANDLER);
        notices.ifPresent(each -> each.serve(gateway, ScheduledFunction.NOTICES_PATH));
        DataDirectory issuersData =
                closeables.add(DataDirectory.open(data.issuersDirectory(), TokenryEmulation.OPTIONS.resetHint()));
        this.issuers = LocalIssuers.serve(gateway, issuersData, baseUrls());
        LocalPages.serve(gateway, aws, issuers);
        List<EmulatedStack> started = new ArrayList<>();
        for (StackSource attachedSource : attachedSources) {
            started.add(EmulatedStack.start(account, attachedSource, Map.of()));
        }
        this.attachedStacks = List.copyOf(started);
        // Last, because a token that is created by a failing start would never be shown. A run of maintenance shows
        // none.
        this.bootstrapToken =
                options.maintain() ? Optional.empty() : bootstrap().map(BootstrapRunner::run);
        // After it, because they are sent with this token, and because the key of its digest seals them.
        this.samples = options.samples() && hasRoute("/v2/trusts/{name}")
                ? bootstrapToken
                        .filter(BootstrapToken::isFirst)
                        .flatMap(BootstrapToken::reveal)
                        .map(new SampleRecords(baseUrl(), limits().requireAllowedIps(), issuers)::create)
                        .orElseGet(SampleResult.NotRequested::new)
                : new SampleResult.NotRequested();
    }

    /**
     * Starts the stack.
     *
     * @throws StartupException if the stack cannot start; nothing is left running
     */
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

    /** The template has the URL in AWS, to which links from this machine would lead nowhere. */
    private Map<String, EmulatedFunction> withConsoleUrl(Map<String, EmulatedFunction> declared) {
        Map<String, EmulatedFunction> all = new HashMap<>(declared);
        consoleUrl()
                .ifPresent(url -> all.replaceAll((_, function) -> {
                    FunctionSpec spec = function.spec();
                    return spec.environment().containsKey(CONSOLE_URL)
                            ? closeables.add(
                                    TokenryEmulation.function(spec.with(Map.of(CONSOLE_URL, url.toString())), handlers))
                            : function;
                }));
        return Map.copyOf(all);
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

    /** Returns the URI of the server, without a path. */
    public URI origin() {
        return gateway.uri();
    }

    /** Returns all base URLs of the API. */
    public List<URI> baseUrls() {
        return gateway.basePaths().stream().map(origin()::resolve).toList();
    }

    /** Returns the base URL that corresponds to the default URL in AWS. */
    public URI baseUrl() {
        return baseUrls().getFirst();
    }

    /** Returns the URL of the web console, or empty if the template has no route for it. */
    public Optional<URI> consoleUrl() {
        return hasRoute(CONSOLE) ? Optional.of(URI.create(baseUrl() + CONSOLE + "/")) : Optional.empty();
    }

    private boolean hasRoute(String resource) {
        return template().api().routes().stream()
                .anyMatch(route -> route.resource().equals(resource));
    }

    public AwsEmulator aws() {
        return aws;
    }

    /** Returns the OpenID providers, whose keys the functions fetch. */
    public LocalIssuers issuers() {
        return issuers;
    }

    public StackTemplate template() {
        return tokenry.template();
    }

    /** Returns the attached stacks. */
    public List<EmulatedStack> attachedStacks() {
        return attachedStacks;
    }

    /** Returns the limits of tokens. */
    Limits limits() {
        return bootstrap().map(FunctionLimits::of).orElse(Limits.NONE);
    }

    private Optional<FunctionSpec> bootstrap() {
        return tokenry.functions().values().stream()
                .map(EmulatedFunction::spec)
                .filter(BootstrapRunner::isBootstrap)
                .findFirst();
    }

    /** Returns the administrator token, or empty if the options or the template exclude it. */
    public Optional<BootstrapToken> bootstrapToken() {
        return bootstrapToken;
    }

    /** Returns what this start did about the sample records. */
    SampleResult samples() {
        return samples;
    }

    /**
     * Runs maintenance once, as the schedule in AWS does, and returns its result.
     *
     * @throws StartupException if the template has no maintenance function, if the stack has no schedule for it,
     *     because it does not disable unused tokens, or if it fails
     */
    public String maintain() {
        ScheduledFunction function =
                maintenance.orElseThrow(() -> new StartupException("The template has no maintenance function"));
        if (!function.disablesUnusedTokens()) {
            throw new StartupException("--maintain needs --parameter AutoDisableUnusedAfter=DAYS");
        }
        return function.run();
    }

    /** Returns whether the stack disables unused tokens, for which it has maintenance. */
    boolean disablesUnusedTokens() {
        return maintenance.filter(ScheduledFunction::disablesUnusedTokens).isPresent();
    }

    /**
     * Sends notices once, as the schedule in AWS does, and returns the result.
     *
     * @throws StartupException if the template has no function that does, or it fails
     */
    public String sendNotices() {
        return notices.orElseThrow(() -> new StartupException("The template has no function that sends notices"))
                .run();
    }

    /** Invokes a function of the template directly, as an operator can do in AWS. */
    public InvocationResult invoke(String logicalId, String json) {
        EmulatedFunction function = functions.get(logicalId);
        if (function == null) {
            throw new IllegalArgumentException("The template has no function " + logicalId);
        }
        return function.invoke(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Starts a second gateway with the same tables and keys and with new function instances, whose caches are empty.
     *
     * @param variables additional environment variables of the given functions
     */
    public Gateway startDetour(Map<String, String> variables, Collection<String> functions) {
        Map<String, EmulatedFunction> all = template().functions().stream()
                .map(each -> each.with(aws.environment()))
                .map(each -> functions.contains(each.logicalId()) ? each.with(variables) : each)
                .collect(Collectors.toMap(FunctionSpec::logicalId, each -> TokenryEmulation.function(each, handlers)));
        ApiSpec api = template().api();
        try {
            return Gateway.start(api, TokenryEmulation.identity(api), all, 0);
        } catch (IOException e) {
            throw new StartupException("The gateway cannot listen: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeables.close();
    }
}
