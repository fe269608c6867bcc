package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a folder of its own, image files, a web server that misbehaves as told, and a DL4J folder of its own. */
abstract class DataTest {
    static final String NOWHERE = "http://127.0.0.1:9/";

    @TempDir
    Path folder;

    @TempDir
    Path dl4j;

    final LinkedBlockingDeque<String> messages = new LinkedBlockingDeque<>();

    /** What the server was asked for, in order: the path, and the Range header if there was one. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.start();
        DL4JResources.setBaseDirectory(dl4j.toFile());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow(); // interrupts whoever still waits
        DL4JResources.resetBaseDirectoryLocation();
        System.clearProperty(Download.MIRRORS);
    }

    /** The first request is answered by the first handler and so on, all others by the last. */
    void answer(String path, HttpHandler... handlers) {
        var asked = new AtomicInteger();
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(path + (range == null ? "" : " " + range));
            try (exchange) {
                handlers[Math.min(asked.getAndIncrement(), handlers.length - 1)].handle(exchange);
            }
        });
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Answers with a whole file, or with a part of it if one is asked for. */
    static HttpHandler serve(byte[] content) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            if (from >= content.length) {
                exchange.sendResponseHeaders(416, -1);
            } else {
                exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
                exchange.getResponseBody().write(content, from, content.length - from);
            }
        };
    }

    /** Begins a whole file; hangs up once a condition holds, because a client may drop what it has not read by then. */
    static HttpHandler begin(int bytes, byte[] content, BooleanSupplier hangUp) {
        return exchange -> {
            if (bytes > 0) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, bytes);
                exchange.getResponseBody().flush();
            }
            while (!hangUp.getAsBoolean() && !Thread.interrupted()) {
                LockSupport.parkNanos(5_000_000);
            }
        };
    }

    Path put(String name, byte[] content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    static BufferedImage plain(int width, int height, int type, Color colour) {
        var image = new BufferedImage(width, height, type);
        IntStream.range(0, width * height).forEach(p -> image.setRGB(p % width, p / width, colour.getRGB()));
        return image;
    }

    /** Every pixel of another colour. */
    static BufferedImage noise(int width, int height, int seed) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new Random(seed).ints((long) width * height).toArray();
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    static byte[] png(int red) throws IOException {
        return encode(plain(8, 8, BufferedImage.TYPE_INT_RGB, new Color(red, 1, 2)), "png");
    }

    static void assertAbsent(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(UserException.Absent.class).hasMessageContainingAll(parts);
    }

    static String assertRefused(ThrowingCallable call, String... parts) {
        UserException thrown = catchThrowableOfType(UserException.class, call);
        assertThat(thrown).isNotInstanceOf(UserException.Absent.class).hasMessageContainingAll(parts);
        return thrown.getMessage();
    }

    /** Runs the main method of a class, in ASCII. */
    static Process ownProcess(Class<?> program, Path argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        var builder = new ProcessBuilder(java, "-cp", classPath, program.getName(), argument.toString());
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true).start();
    }
}
