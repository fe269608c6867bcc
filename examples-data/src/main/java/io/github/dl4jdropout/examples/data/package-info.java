/**
 * The images that the examples train on, and what is checked before anything is trained on them. Nothing here depends on the rest of
 * the examples.
 *
 * <p>{@code ImageData} is a data set in memory: two {@code ImageSet}s of bytes, which {@code Batches} turns to floats. It comes from
 * an {@code ImageData.Source}: {@code IdxDataSet} for MNIST, Fashion-MNIST and others in their format, {@code Cifar10} for the
 * official archive, {@code ImageFolder} for somebody's own images, {@code SyntheticImages} for a stand-in. A known data set is looked
 * for in this order:
 *
 * <ol>
 *   <li>In the folder that the user names; nothing else is consulted then.
 *   <li>In DL4J's folder, where an earlier run put what it downloaded, and where DL4J itself looks for MNIST.
 *   <li>On the official mirrors, or those of the system property {@code io.github.dl4jdropout.mirrors}, by {@code Download}.
 *   <li>If the caller allows it, synthetic images are taken, and are called so wherever they are shown.
 * </ol>
 *
 * <p>An absent file sends the search on. A file that is there but wrong never does: it is an error that names the file, what was
 * expected and what was found.
 */
package io.github.dl4jdropout.examples.data;
