package io.github.dl4jdropout.examples.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A local web server whose paths misbehave as told, and which remembers what it was asked. */
final class FaultyServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean closed;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FaultyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Lets a handler answer for a path; returns the address. */
    URI at(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return address(path);
    }

    URI address(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    /** What was asked for, in order: the path, and the Range header if there was one. */
    List<String> requests() {
        return requests;
    }

    /** Answers with a whole file, or with a part of it if one is asked for. */
    HttpHandler serve(byte[] content) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            if (from >= content.length) {
                status(416).handle(exchange);
                return;
            }
            if (range != null) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            byte[] rest = Arrays.copyOfRange(content, from, content.length);
            exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
            exchange.getResponseBody().write(rest);
        };
    }

    /** Answers with a whole file, whatever part is asked for. */
    HttpHandler serveIgnoringRange(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /**
     * Announces a whole file and hangs up after some bytes, once the client has written them to a file: what a client has
     * received but not read when the connection ends, it may throw away.
     */
    HttpHandler cutOffAfter(int bytes, byte[] content, Path written) {
        return exchange -> {
            begin(exchange, bytes, content);
            for (int i = 0; i < 12_000 && !(Files.exists(written) && Files.size(written) == bytes); i++) {
                LockSupport.parkNanos(5_000_000);
            }
        };
    }

    /** Announces a whole file and says no more after some bytes; -1: not even the head of an answer. */
    HttpHandler silentAfter(int bytes, byte[] content) {
        return exchange -> {
            if (bytes >= 0) {
                begin(exchange, bytes, content);
            }
            while (!closed) {
                LockSupport.parkNanos(5_000_000);
            }
        };
    }

    private static void begin(HttpExchange exchange, int bytes, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, bytes);
        exchange.getResponseBody().flush();
    }

    /** The first request is answered by one handler, all others by the next. */
    static HttpHandler first(HttpHandler first, HttpHandler then) {
        var asked = new AtomicInteger();
        return exchange -> (asked.getAndIncrement() == 0 ? first : then).handle(exchange);
    }

    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }
}
