/**
 * Micro-benchmarks of the hot pieces: {@code mvn -Pjmh test}, or some of them: {@code mvn -Pjmh test -Djmh.args="SetBenchmark -f 1"}
 * (the arguments are JMH's). Not part of any other build. They know of the rest what is public, and nothing knows of them.
 */
package org.godwit.benchmark;
