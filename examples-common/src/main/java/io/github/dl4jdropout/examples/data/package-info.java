/**
 * Where the examples get their images from, and what is checked before anything is trained on them.
 *
 * <p>MNIST is looked for in this order; {@link io.github.dl4jdropout.examples.data.Mnist} is the entry.
 *
 * <ol>
 *   <li>A directory that the caller names: four IDX files, gzipped or not. Nothing else is consulted then.
 *   <li>DL4J's resource directory, where DL4J's {@code MnistDataSetIterator} looks.
 *   <li>A download from the official mirrors into that directory.
 *   <li>If the caller allows it, a generator of handwritten-like digits, which is called synthetic wherever it is shown.
 * </ol>
 *
 * <p>A file that is absent sends the search to the next source. A file that is there but wrong never does: it is an
 * error that names the file, what was expected and what was found.
 */
package io.github.dl4jdropout.examples.data;
