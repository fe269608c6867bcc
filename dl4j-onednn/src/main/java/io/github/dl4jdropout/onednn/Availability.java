package io.github.dl4jdropout.onednn;

/**
 * Whether oneDNN can be used in this process.
 *
 * @param usable whether it can
 * @param reason why, or why not: a phrase for a person
 */
public record Availability(boolean usable, String reason) {}
