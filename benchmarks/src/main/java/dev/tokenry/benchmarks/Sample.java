package dev.tokenry.benchmarks;

/**
 * One cold start.
 *
 * @param millis from just before the process is started until its response has arrived
 * @param cpuMillis the CPU time of the process, of user and system
 * @param megabytes its largest resident memory
 */
record Sample(double millis, double cpuMillis, double megabytes) {}
