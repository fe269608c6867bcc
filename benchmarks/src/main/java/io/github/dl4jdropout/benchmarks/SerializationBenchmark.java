package io.github.dl4jdropout.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.*;

/** Parameters on their way between workers: into bytes and back by Java serialization, without a network in between. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SerializationBenchmark {

    /** The parameters of the perceptron 784-1024-1024-10. */
    @Param("1863690")
    int floats;

    private INDArray parameters;
    private byte[] bytes;

    @Setup
    public void setUp() throws IOException {
        parameters = Nd4j.rand(DataType.FLOAT, floats);
        bytes = serialize();
    }

    @Benchmark
    public byte[] serialize() throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream(Float.BYTES * floats + 10_000);
        try (ObjectOutputStream out = new ObjectOutputStream(array)) {
            out.writeObject(parameters);
        }
        return array.toByteArray();
    }

    @Benchmark
    public INDArray deserialize() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (INDArray) in.readObject();
        }
    }
}
