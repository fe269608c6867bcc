package io.github.dl4jdropout.examples.data;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

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

    /** Lets a handler answer for a path. */
    void at(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
            try (exchange) {
                handler.handle(exchange);
            }
        });
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
                exchange.sendResponseHeaders(416, -1);
            } else {
                exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
                exchange.getResponseBody().write(content, from, content.length - from);
            }
        };
    }

    HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /**
     * Announces a whole file, whatever part is asked for, and hangs up after some bytes, or before the head of the answer if there
     * are none, but not before a condition holds: what a client has received but not read at the end, it may throw away.
     */
    HttpHandler begin(int bytes, byte[] content, Callable<Boolean> hangUp) {
        return exchange -> {
            if (bytes > 0) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, bytes);
                exchange.getResponseBody().flush();
            }
            try {
                while (!closed && !hangUp.call()) {
                    Thread.sleep(5);
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        };
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
