/**
 * What a run found, for people: {@code report.html}, a table on the console, {@code summary.md}, {@code curves.png}. And, of several runs, test error against
 * training images. Everything is made from the files of the runs, never from memory, so that drawing them again gives the same bytes.
 */
package io.github.dl4jdropout.examples.report;
