package io.github.dl4jdropout.examples.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A data set in four files of the format of Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits". Another one
 * is another constant. A file with the right SHA-256 needs no other check; one with a wrong one is never trained on.
 *
 * @param dl4jFolder where it lies in DL4J's folder, alone: all have the same file names
 * @param classes their names, separated by commas, in the order of the labels
 * @param digests the SHA-256 of the files of {@link #FILES}, each as it is downloaded and as it is unzipped
 * @param mirrors official addresses under which the gzipped files lie, each ending in a slash
 */
public record IdxDataSet(String name, String dl4jFolder, String classes, String digests, List<String> mirrors) {
    /** In DL4J's base directory, where {@code MnistDataSetIterator} of DL4J 1.0.0-M2.1 looks for the unzipped files. */
    public static final IdxDataSet MNIST = new IdxDataSet(
            "MNIST",
            "",
            "0,1,2,3,4,5,6,7,8,9",
            """
            440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609 ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db
            3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5
            8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7
            f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2
            """,
            List.of(
                    "https://ossci-datasets.s3.amazonaws.com/mnist/",
                    "https://storage.googleapis.com/cvdf-datasets/mnist/"));

    /** H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017. */
    public static final IdxDataSet FASHION_MNIST = new IdxDataSet(
            "Fashion-MNIST",
            "fashion-mnist",
            "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot",
            """
            3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84 c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888
            a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845 bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9
            346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073 5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b
            67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5 0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34
            """,
            List.of(
                    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
                    "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"));

    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private static final String WANTED = String.join(", ", FILES) + ", each as it is or with .gz";
    private static final int LONGEST = 1 << 28;

    /** The images from a folder that the user named, or else from DL4J's folder, to which they are downloaded if need be. */
    public ImageData.Source source(Optional<Path> folder) {
        return messages -> read(folder.isPresent() ? folder.get() : obtain(messages));
    }

    /** Sees to it that the four files lie, checked and unzipped, in DL4J's folder. */
    public void install(Consumer<String> messages) throws IOException {
        read(obtain(messages));
    }

    private Path obtain(Consumer<String> messages) throws IOException {
        Download download = Download.of(name, WANTED + ",", dl4jFolder, name.toLowerCase(Locale.ROOT), mirrors);
        for (int i = 0; i < FILES.size(); i++) {
            Path plain = download.folder().resolve(FILES.get(i));
            if (!Files.exists(plain)) {
                unzip(download.fetch(FILES.get(i) + ".gz", digests.split("\\s+")[2 * i], messages), plain);
            }
        }
        return download.folder();
    }

    private static void unzip(Path zipped, Path plain) throws IOException {
        // The process id keeps two programs that unzip the same file apart.
        Path part = Path.of(plain + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(part, content(zipped));
            Files.move(part, plain, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UserException.cannotWrite(plain, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private ImageData read(Path folder) {
        List<String> missing = FILES.stream()
                .filter(file -> !Files.exists(locate(folder, file)))
                .toList();
        if (!missing.isEmpty()) {
            throw new UserException("Folder " + folder + ": expected " + name + "'s files " + WANTED + "; missing: "
                    + String.join(", ", missing) + ".");
        }
        List<String> names = List.of(classes.split(","));
        ImageSet train = images(folder, 0, names.size());
        return new ImageData(name, false, "IDX files in " + folder, names, train, images(folder, 2, names.size()));
    }

    /** The plain file, or the gzipped one where that is the only one. */
    private static Path locate(Path folder, String file) {
        Path plain = folder.resolve(file);
        Path zipped = folder.resolve(file + ".gz");
        return Files.exists(plain) || !Files.exists(zipped) ? plain : zipped;
    }

    private ImageSet images(Path folder, int file, int classCount) {
        ByteBuffer images = ByteBuffer.wrap(checked(folder, file));
        byte[] labels = checked(folder, file + 1);
        byte[] pixels = Arrays.copyOfRange(images.array(), 16, images.capacity());
        int[] numbers = IntStream.range(8, labels.length).map(i -> labels[i]).toArray();
        return new ImageSet(pixels, numbers, 1, images.getInt(8), images.getInt(12), classCount);
    }

    private byte[] checked(Path folder, int number) {
        Path file = locate(folder, FILES.get(number));
        byte[] content = content(file);
        String digest = DigestUtils.sha256Hex(content);
        String expected = digests.split("\\s+")[2 * number + 1];
        if (!digest.equals(expected)) {
            String found = Stream.of(this, MNIST, FASHION_MNIST)
                    .filter(set -> set.digests.contains(digest))
                    .map(set -> "the content of " + set.name + "'s "
                            + FILES.get(List.of(set.digests.split("\\s+")).indexOf(digest) / 2))
                    .findFirst()
                    .orElse("a cut off, damaged or other file (SHA-256 " + digest + ")");
            throw UserException.badFile(file, name + "'s " + FILES.get(number) + " (SHA-256 " + expected + ")", found);
        }
        return content;
    }

    /** Of a plain or gzipped file. A longer one than can be meant is cut, and its digest is wrong. */
    private static byte[] content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST);
            boolean gzipped = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
            return gzipped ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readNBytes(LONGEST) : bytes;
        } catch (EOFException | ZipException e) {
            String found = "a cut off or damaged one (" + e.getMessage() + ")";
            throw UserException.badFile(file, "an intact gzip stream", found);
        } catch (IOException e) {
            throw UserException.cannotRead(file, e);
        }
    }
}
