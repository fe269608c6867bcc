/**
 * The report of a run, made from its files: {@code Results} computes, {@code Summary} says it in Markdown, {@code Page} makes a page of
 * that, {@code Charts} and {@code MaskPicture} draw; {@code Sweep} sets runs side by side that differ in one setting.
 */
package io.github.dl4jdropout.examples.comparison.report;
