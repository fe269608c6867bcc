package io.github.dl4jdropout.examples.data.cifar;

import java.util.List;

/**
 * One of the six files of CIFAR-10's binary version, and how its official content is recognised.
 *
 * @param name the file name
 * @param sha1 the digest of the official file
 */
record CifarBatch(String name, String sha1) {
    /** The training batches in their order, then the test batch. The digests are those that Apache MXNet's loader checks. */
    static final List<CifarBatch> OFFICIAL = List.of(
            new CifarBatch("data_batch_1.bin", "aadd24acce27caa71bf4b10992e9e7b2d74c2540"),
            new CifarBatch("data_batch_2.bin", "c0ba65cce70568cd57b4e03e9ac8d2a5367c1795"),
            new CifarBatch("data_batch_3.bin", "1dd00a74ab1d17a6e7d73e185b69dbf31242f295"),
            new CifarBatch("data_batch_4.bin", "aab85764eb3584312d3c7f65fd2fd016e36a258e"),
            new CifarBatch("data_batch_5.bin", "26e2849e66a845b7f1e4614ae70f4889ae604628"),
            new CifarBatch("test_batch.bin", "67eb016db431130d61cd03c7ad570b013799c88c"));

    /** Images in each of the official files. */
    static final int IMAGES = 10_000;

    boolean isTest() {
        return name.startsWith("test");
    }
}
