package io.github.dl4jdropout.examples.data;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A local web server whose paths misbehave as told. */
final class FaultyServer implements AutoCloseable {
    /** What was asked for, in order: the path, and the Range header if there was one. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FaultyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** The first request is answered by the first handler and so on, all others by the last. */
    FaultyServer at(String path, HttpHandler... handlers) {
        var asked = new AtomicInteger();
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(path + (range == null ? "" : " " + range));
            try (exchange) {
                handlers[Math.min(asked.getAndIncrement(), handlers.length - 1)].handle(exchange);
            }
        });
        return this;
    }

    String address(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path;
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

    static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /**
     * Announces a whole file, whatever part is asked for, and hangs up after some bytes, or before the head of the answer if there
     * are none, but not before a condition holds: what a client has received but not read at the end, it may throw away.
     */
    static HttpHandler begin(int bytes, byte[] content, Callable<Boolean> hangUp) {
        return exchange -> {
            if (bytes > 0) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, bytes);
                exchange.getResponseBody().flush();
            }
            try {
                while (!hangUp.call()) {
                    Thread.sleep(5);
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow(); // interrupts whoever still waits
    }
}
