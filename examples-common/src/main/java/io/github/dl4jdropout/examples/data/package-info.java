/**
 * Where the examples get their images from, and what is checked before anything is trained on them: here what all data sets have in
 * common, in the packages below {@code mnist} and {@code cifar}, which read files, {@code download}, which fetches them,
 * {@code synthetic}, which draws images, and {@code file}, for what they need of the file system.
 *
 * <p>{@link io.github.dl4jdropout.examples.data.mnist.Mnist} and {@link io.github.dl4jdropout.examples.data.cifar.Cifar10} are the
 * entries. A data set is looked for in this order ({@code SourceOrder}):
 *
 * <ol>
 *   <li>A directory that the caller names; nothing else is consulted then. MNIST: four IDX files, gzipped or not. CIFAR-10:
 *       folders {@code train} and {@code test} with a folder of images for each class, which may be the user's own images
 *       and classes; or the six files of the binary version; or one {@code .tar.gz} of either.
 *   <li>DL4J's resource directory, where DL4J's {@code MnistDataSetIterator} or {@code Cifar10DataSetIterator} looks, or
 *       where an earlier run put what it downloaded.
 *   <li>A download from the official mirrors into that directory.
 *   <li>If the caller allows it, a generator of images, which are called synthetic wherever they are shown.
 * </ol>
 *
 * <p>A file that is absent sends the search to the next source. A file that is there but wrong never does: it is an
 * error that names the file, what was expected and what was found.
 *
 * <p>Image files are decoded once, in parallel, by DataVec's {@code ImageRecordReader}, and kept as bytes under DL4J's
 * resource directory ({@code ImageCache}). A data set of colour images is bytes in memory as well, and becomes floats a batch
 * at a time ({@link io.github.dl4jdropout.examples.data.Pixels}).
 */
package io.github.dl4jdropout.examples.data;
