package dev.tokenry.benchmarks;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that a run has measured. */
final class Results {

    /**
     * The measured value of a goal.
     *
     * @param detail how it came about, such as its quartiles
     */
    record Measured(double value, String detail) {}

    /**
     * Warm invocations of a function.
     *
     * @param millis the times of all of them
     * @param toFloor the ratio of the medians of each round to those of the floor
     * @param toAuthorizer the same to those of the authorizer
     * @param cpuMicros the CPU time of one invocation in microseconds, on average
     */
    record Warm(Statistics millis, Statistics toFloor, Statistics toAuthorizer, double cpuMicros) {}

    /** What one operation costs in a table of some size, in units of the table and of its indexes. */
    record Units(int tokens, String operation, double table, double indexes) {}

    /** The hottest keys of a workload. */
    record HotKeys(HotKeySimulation.Workload workload, List<HotKeySimulation.Hottest> hottest) {

        boolean isAsDocumented() {
            return workload.withinLimits() == hottest.stream().allMatch(HotKeySimulation.Hottest::isWithinLimits);
        }
    }

    private final Map<Goal, Measured> goals = new EnumMap<>(Goal.class);
    private final Map<Configuration, List<Sample>> coldStarts = new LinkedHashMap<>();
    private final Map<Stack, Warm> warm = new LinkedHashMap<>();
    private final Map<String, Statistics> cpu = new LinkedHashMap<>();
    private final Map<Peer, List<PeerSample>> peers = new TreeMap<>(Comparator.comparing(Peer::name));
    private final Map<String, String> peersNotMeasured = new LinkedHashMap<>();
    private List<Units> growth = List.of();
    private List<Units> auditEvents = List.of();
    private List<Units> auditPages = List.of();
    private List<HotKeys> hotKeys = List.of();
    private Optional<Costs> costs = Optional.empty();

    void put(Goal goal, double value, String detail) {
        goals.put(goal, new Measured(value, detail));
    }

    void put(Goal goal, Statistics ratio) {
        put(
                goal,
                ratio.median(),
                Goal.number(ratio.lowerQuartile()) + "–" + Goal.number(ratio.upperQuartile()) + ", n = "
                        + ratio.count());
    }

    Optional<Measured> get(Goal goal) {
        return Optional.ofNullable(goals.get(goal));
    }

    Map<Configuration, List<Sample>> coldStarts() {
        return coldStarts;
    }

    Map<Stack, Warm> warm() {
        return warm;
    }

    /** Returns CPU times in microseconds by the name of what was executed. */
    Map<String, Statistics> cpu() {
        return cpu;
    }

    /** Returns the write units of each kind of event. */
    List<Units> auditEvents() {
        return auditEvents;
    }

    /** Returns the read units of pages of the audit trail, by the number of its events. */
    List<Units> auditPages() {
        return auditPages;
    }

    void setAudit(List<Units> events, List<Units> pages) {
        auditEvents = List.copyOf(events);
        auditPages = List.copyOf(pages);
    }

    List<Units> growth() {
        return growth;
    }

    void setGrowth(List<Units> units) {
        growth = List.copyOf(units);
    }

    List<HotKeys> hotKeys() {
        return hotKeys;
    }

    void setHotKeys(List<HotKeys> simulated) {
        hotKeys = List.copyOf(simulated);
    }

    Optional<Costs> costs() {
        return costs;
    }

    void setCosts(Costs calculated) {
        costs = Optional.of(calculated);
    }

    /** Returns what was measured in each round. */
    boolean hasPeers() {
        return !peers.isEmpty() || !peersNotMeasured.isEmpty();
    }

    boolean hasOtherThanPeers() {
        return !goals.isEmpty() || !growth.isEmpty() || !hotKeys.isEmpty();
    }

    Map<Peer, List<PeerSample>> peers() {
        return peers;
    }

    /** Returns the reasons by the names of peers. */
    Map<String, String> peersNotMeasured() {
        return peersNotMeasured;
    }

    List<Goal> missed() {
        return goals.entrySet().stream()
                .filter(entry -> !entry.getKey().isMetBy(entry.getValue().value()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
