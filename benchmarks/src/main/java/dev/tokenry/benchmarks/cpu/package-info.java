/** Benchmarks of code without I/O, run by JMH. */
package dev.tokenry.benchmarks.cpu;
