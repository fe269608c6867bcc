/**
 * What a run found, for people: {@code report.html}, a table on the console, {@code summary.md}, {@code curves.png}. Everything is made from the files of
 * the run, never from memory, so that drawing them again gives the same bytes.
 */
package io.github.dl4jdropout.examples.report;
