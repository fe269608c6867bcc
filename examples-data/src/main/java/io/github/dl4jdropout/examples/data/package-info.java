/**
 * The images that the examples train on. {@code ImageData} is a data set in memory: two {@code ImageSet}s, which {@code Batches} turns
 * to floats. It comes from an {@code ImageData.Source}. A known data set is looked for in the folder that the user names, and nowhere
 * else; or else in DL4J's folder, then on mirrors; and if the caller allows it, {@code SyntheticImages} stand in. An absent file sends
 * the search on. A file that is there but wrong never does: it is an error that names the file, what was expected and what was found.
 */
package io.github.dl4jdropout.examples.data;
