/** Tables and pictures of what the benchmarks measured. */
package io.github.dl4jdropout.benchmarks.report;
